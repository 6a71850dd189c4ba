export { Teach as default } from './Teach.tsx';
