/** Update CRM, loaded when it is first opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Skeleton } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

let loaded: ComponentType<{ app: App }> | null = null;

export default function WriteScreen({ app }: { app: App }) {
  const [, draw] = useState(false);
  useEffect(() => {
    if (!loaded) void import('./Write.tsx').then(({ Write }) => draw((loaded = Write) !== null));
  }, []);
  const Loaded = loaded;
  return Loaded ? <Loaded key={app.state.value?.deal} app={app} /> : <Skeleton label={app.m.value.shell.loading} />;
}
