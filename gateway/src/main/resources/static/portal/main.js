import './app.js';
import { startFeeds } from './feeds.js';
import { language } from './i18n.js';
import { keyboard } from './keyboard.js';
import { router } from './router.js';
import { session } from './session.js';

await Promise.all([language.start(), session.load()]);
router.start();
keyboard.start();
startFeeds();
