// The whole journey beside a real Tryton.
import { journey } from './journey.ts';
import { onTryton } from './way.ts';

journey(onTryton);
