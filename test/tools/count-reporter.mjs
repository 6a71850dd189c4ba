// A vitest reporter that writes what test.mjs adds up: {passed, failed, skipped: [{name, why}]} to STAGEPROOF_COUNTS.
import {writeFileSync} from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandled) {
    const counts = {passed: 0, failed: unhandled.length, skipped: []};
    for (const module of modules) {
      // A file or a hook that breaks fails the file without a failed test case in it.
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const {state, note} = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'failed') failedHere += 1;
        else counts.skipped.push({name: `${module.relativeModuleId} > ${test.fullName}`, why: note ?? (test.options.mode === 'run' ? 'not reached' : test.options.mode)});
      }
      counts.failed += failedHere || (module.ok() ? 0 : 1);
    }
    writeFileSync(process.env.STAGEPROOF_COUNTS, JSON.stringify(counts));
  }
}
