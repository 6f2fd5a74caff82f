import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

// Compared for this page, minified and gzipped, with what these charts need of each:
//
//   uPlot 1.6             25 KB   canvas; no markup of its own, so labels, keyboard and table are ours; sets styles by
//                                 script alone, which style-src 'self' allows
//   Observable Plot 0.6  101 KB   SVG with aria-label and -description; appends a style element, which needs
//                                 style-src 'unsafe-inline'
//   ECharts 6.1          220 KB   canvas or SVG; describes a chart in one aria-label; no keyboard; sets styles by script
//
// uPlot leaves room for a font and React within 250 KB and keeps the policy strict. What it lacks, PlotFrame adds.

/** A uPlot chart that is as wide as its element. `options` and `data` make a new one when they change. */
export function usePlot(options, data, height) {
  const place = useRef(null);
  const plot = useRef(null);
  const width = useWidth(place);
  const theme = useTheme();

  useLayoutEffect(() => {
    if (!width) return undefined;
    const colors = getComputedStyle(place.current);
    const color = (name) => colors.getPropertyValue(`--${name}`).trim();
    plot.current = new uPlot({ ...options(color), width, height }, data, place.current);
    return () => plot.current.destroy();
  }, [options, data, width, height, theme]);

  return { place, plot };
}

function useWidth(place) {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** Changes with the colours of the page. */
function useTheme() {
  const [theme, setTheme] = useState('');
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const look = () => setTheme(`${document.documentElement.dataset.theme}${dark.matches}`);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    dark.addEventListener('change', look);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', look);
    };
  }, []);
  return theme;
}

/** An axis in the colours and the font of the page. */
export function axis(color, more = {}) {
  return {
    stroke: color('muted'),
    font: '12px "Inter Variable", sans-serif',
    labelFont: '12px "Inter Variable", sans-serif',
    grid: { stroke: color('line'), width: 1 },
    ticks: { show: false },
    ...more,
  };
}

export { uPlot };
