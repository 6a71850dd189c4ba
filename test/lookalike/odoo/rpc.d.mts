import type { FakeOdoo } from './serve.mjs';
export function answer(state: FakeOdoo, path: string, params: object): { result: unknown } | { error: object };
