/** Teaching a CRM, loaded when it is first opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Skeleton } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

let loaded: ComponentType<{ app: App }> | null = null;

export default function TeachScreen({ app }: { app: App }) {
  const [, draw] = useState(loaded);
  useEffect(() => {
    if (!loaded) void import('./Teach.tsx').then(({ Teach }) => draw(() => (loaded = Teach)));
  }, []);
  const Loaded = loaded;
  return Loaded ? <Loaded app={app} /> : <Skeleton label={app.m.value.shell.loading} />;
}
