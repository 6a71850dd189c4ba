// Look-alikes under the real names of a CRM. Chrome opens *.force.com and *.salesforce.com by https only (they are on
// its HSTS list), so a loopback http server gets a TLS front with a certificate made for this run, and the test browser
// is told to take those names to it.
import {createHash, X509Certificate} from 'node:crypto';
import {connect} from 'node:net';
import {createServer} from 'node:tls';

/**
 * @param {{to: number, names: string[]}} what `to`: the port of a loopback http server; names: "*.example.com" patterns
 * @returns {Promise<{port: number, hostRules: string[], args: string[], close(): Promise<void>}>}
 */
export async function httpsFront({to, names}) {
  const {generate} = await import('selfsigned');
  const {private: key, cert} = await generate([{name: 'commonName', value: 'StageProof test host'}], {
    algorithm: 'sha256', notAfterDate: new Date(Date.now() + 30 * 86_400_000),
    extensions: [{name: 'subjectAltName', altNames: names.map(value => ({type: 2, value}))}],
  });
  const server = createServer({key, cert, ALPNProtocols: ['http/1.1']}, socket => {
    const plain = connect(to, '127.0.0.1');
    socket.pipe(plain).pipe(socket);
    for (const end of [socket, plain]) end.on('error', () => { socket.destroy(); plain.destroy(); });
  });
  server.on('tlsClientError', () => {});
  const open = new Set();
  server.on('connection', socket => open.add(socket.on('close', () => open.delete(socket))));
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  const spki = createHash('sha256').update(new X509Certificate(cert).publicKey.export({type: 'spki', format: 'der'})).digest('base64');
  return {
    port,
    hostRules: names.map(name => `MAP ${name} 127.0.0.1:${port}`),
    args: [`--ignore-certificate-errors-spki-list=${spki}`],
    close: () => new Promise(resolve => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    }),
  };
}
