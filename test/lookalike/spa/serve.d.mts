export interface Spa {
  origin: string;
  url(path: string): string;
  close(): Promise<void>;
}
export function serve(options?: { port?: number }): Promise<Spa>;
