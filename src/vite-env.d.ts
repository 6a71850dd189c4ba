/// <reference types="vite/client" />
/// <reference types="@crxjs/vite-plugin/client" />

/** True in the build for tests and the demo, false in what users install. */
declare const __E2E__: boolean;
