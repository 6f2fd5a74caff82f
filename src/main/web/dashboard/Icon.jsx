const PATHS = {
  code: 'M9 8l-4 4 4 4M15 8l4 4-4 4',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h9v10H9zM15 9V5H6v10h3',
  refresh: 'M19 8a8 8 0 1 0 1 6M20 4v5h-5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z',
  auto: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16',
  open: 'M14 5h5v5M19 5l-8 8M11 6H5v13h13v-6',
  down: 'M7 10l5 5 5-5',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
};

/** A line icon of the text's colour and size; it says nothing that the text beside it does not. */
export function Icon({ name }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
