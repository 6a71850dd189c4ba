/** A screen that is loaded when it is first opened: the panel's first paint does not wait for it. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Skeleton } from '../../ui/parts/index.ts';
import type { App } from '../../ui/state/app.ts';

type Screen = ComponentType<{ app: App }>;

export function late(load: () => Promise<Screen>): Screen {
  let Loaded: Screen | null = null;
  return function Late({ app }) {
    const [fresh, draw] = useState(false);
    useEffect(() => {
      if (!Loaded) void load().then((screen) => draw((Loaded = screen) !== null));
    }, []);
    // The shell looked for the anchor before there was anything.
    useEffect(() => {
      const target = fresh && app.anchor.peek() ? document.getElementById(app.anchor.peek()!) : null;
      target?.scrollIntoView({ block: 'start' });
      target?.focus();
    }, [fresh]);
    return Loaded ? <Loaded key={app.state.value?.deal} app={app} /> : <Skeleton label={app.m.value.shell.loading} />;
  };
}
