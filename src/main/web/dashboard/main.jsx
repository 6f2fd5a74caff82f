import './dashboard.css';
import { showTheme } from '@shared/theme.js';
import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';

showTheme();
createRoot(document.getElementById('page')).render(<App />);
