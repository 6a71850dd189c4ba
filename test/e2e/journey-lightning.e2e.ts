// The whole journey beside the Lightning look-alike.
import { journey } from './journey.ts';
import { onLightning } from './way.ts';

journey(onLightning);
