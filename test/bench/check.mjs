// What became worse than the baseline: ratios of times, and sizes as they are.

const SIZES = new Set(['B', 'kB', 'nodes', 'frames', 'sheets', 'files', 'tasks', 'listeners']);

/**
 * @param baseline `{tolerance: {time, size}, rows}`; a row may carry a `tolerance` of its own
 * @returns one sentence per row that is worse; rows of only one side are not compared
 */
export function regressions(rows, baseline) {
  const worse = [];
  for (const was of baseline.rows) {
    const now = rows.find(r => r.section === was.section && r.name === was.name);
    if (!now) continue;
    const size = SIZES.has(was.unit);
    const [before, after, kind] = size || was.ratio === null ? [was.ours, now.ours, was.unit] : [was.ratio, now.ratio, 'of the control'];
    const tolerance = was.tolerance ?? baseline.tolerance[size ? 'size' : 'time'];
    if (after > before + Math.abs(before) * tolerance + (size ? 0 : 0.02)) worse.push(`${now.name}: ${after.toFixed(2)} ${kind}, was ${before.toFixed(2)}`);
  }
  return worse;
}
