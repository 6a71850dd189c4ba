import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate for the Lightning-like hosts: {key, cert}. Throws when openssl is not installed. */
export function selfSigned() {
  const dir = mkdtempSync(join(tmpdir(), 'demo-crm-tls-'));
  try {
    const names = ['localhost', '*.lightning.force.com', '*.my.salesforce.com'].map((n) => `DNS:${n}`).join(',');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
      '-subj', '/CN=demo-crm', '-addext', `subjectAltName=${names},IP:127.0.0.1`, '-keyout', join(dir, 'key'), '-out', join(dir, 'cert')], { stdio: 'ignore' });
    return { key: readFileSync(join(dir, 'key')), cert: readFileSync(join(dir, 'cert')) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
