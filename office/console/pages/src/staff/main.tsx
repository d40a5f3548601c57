import '../../styles/base.css';
import '../../styles/staff.css';
import '../../styles/print.css';
import { render } from 'preact';

import { App } from './app';

render(<App />, document.getElementById('app')!);
