import { shareStyles } from './native-styles.js';
import { start } from './app.js';

shareStyles().then(start);
