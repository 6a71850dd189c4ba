// Before every file: the seeded Tryton again, so that no suite depends on what another one moved.
import { beforeAll, inject } from 'vitest';
import { reset } from '../tryton/tryton.mjs';

beforeAll(async () => {
  const given = inject('tryton');
  if (given) await reset({ port: given.port, home: given.home });
});
