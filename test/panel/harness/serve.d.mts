export function serveHarness(): Promise<{ url: string; close(): Promise<void> }>;
