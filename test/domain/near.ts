/** Compares a result with what a vector expects. Returns the paths that differ; an empty list means they agree. */
export function differences(expected: unknown, actual: unknown, path = '$'): string[] {
  if (typeof expected === 'number') {
    return typeof actual === 'number' && Math.abs(expected - actual) <= 0.0001 ? [] : [`${path}: ${expected} ≠ ${String(actual)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [`${path}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(actual)}`];
    return expected.flatMap((entry, index) => differences(entry, actual[index], `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: ${JSON.stringify(expected)} ≠ ${String(actual)}`];
    const record = actual as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) => differences(value, record[key], `${path}.${key}`));
  }
  return expected === actual ? [] : [`${path}: ${String(expected)} ≠ ${String(actual)}`];
}
