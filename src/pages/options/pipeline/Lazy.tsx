/** The part comes after the page stands: its words, its mapper and its rules are needed by few visits. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Tools } from './Pipeline.tsx';

type Part = typeof import('./Pipeline.tsx').Pipeline;

export function LazyPipeline(tools: Tools): JSX.Element {
  const [part, setPart] = useState<{ Part: Part } | null>(null);
  useEffect(() => void import('./Pipeline.tsx').then(({ Pipeline: Part }) => {
    setPart({ Part });
    // Whoever came for this part finds it where the address says.
    if (location.hash === '#pipeline') requestAnimationFrame(() => document.getElementById('pipeline')?.scrollIntoView());
  }), []);
  return part ? <part.Part {...tools} /> : <section class="set" id="pipeline" />;
}
