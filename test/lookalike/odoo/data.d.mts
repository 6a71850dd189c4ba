import type { FakeOdoo } from './serve.mjs';
export function fresh(): FakeOdoo;
