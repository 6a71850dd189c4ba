export { Write as default } from './Write.tsx';
