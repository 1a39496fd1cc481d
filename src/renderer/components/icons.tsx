import type { ReactNode } from 'react';

/** Our own drawings on a grid of 16, strokes of 1.5. All are decoration: the name stands beside them. */
function Icon({ children, size = 16 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export function PlusIcon() {
  return (
    <Icon>
      <path d="M8 3.5v9M3.5 8h9" />
    </Icon>
  );
}

export function GearIcon() {
  return (
    <Icon>
      <path d="M2.5 4.75h6M12 4.75h1.5M2.5 11.25H4M7.5 11.25h6" />
      <circle cx="10.25" cy="4.75" r="1.75" />
      <circle cx="5.75" cy="11.25" r="1.75" />
    </Icon>
  );
}

export function MoonIcon() {
  return (
    <Icon>
      <path d="M13.25 9.6A5.6 5.6 0 0 1 6.4 2.75a5.6 5.6 0 1 0 6.85 6.85Z" />
    </Icon>
  );
}

export function SunIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
    </Icon>
  );
}

export function ChevronDownIcon() {
  return (
    <Icon size={14}>
      <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
    </Icon>
  );
}

export function ListIcon() {
  return (
    <Icon>
      <rect x="2" y="2.75" width="12" height="10.5" rx="1.75" />
      <path d="M6 2.75v10.5" />
    </Icon>
  );
}

export function CopyIcon() {
  return (
    <Icon size={14}>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.75" />
      <path d="M3.5 10.5h-.25A1.75 1.75 0 0 1 1.5 8.75v-5.5c0-.97.78-1.75 1.75-1.75h5.5c.97 0 1.75.78 1.75 1.75v.25" />
    </Icon>
  );
}

export function TickIcon({ size = 14 }: { readonly size?: number }) {
  return (
    <Icon size={size}>
      <path d="m3 8.5 3.25 3.25L13 5" />
    </Icon>
  );
}

export function CrossIcon() {
  return (
    <Icon size={14}>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  );
}

export function AlertIcon() {
  return (
    <Icon>
      <path d="M8 2.25 14.25 13H1.75L8 2.25Z" />
      <path d="M8 6.5v3M8 11.4v.1" />
    </Icon>
  );
}

/** The latch mark: a keyhole behind a bar. The same drawing as assets/icon.svg without its ground. */
export function LatchMark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        d="M12 5a8.5 8.5 0 0 1 8.3 6.6H27a3 3 0 0 1 3 3v8.2a2.2 2.2 0 0 1-4.4 0v-5.2h-5.3A8.5 8.5 0 1 1 12 5Zm0 5.2a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8Z"
      />
    </svg>
  );
}

export function NoteIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.5v3.25M8 5.1v.05" />
    </Icon>
  );
}

/** Open at one side, so that its turning is seen. */
export function RingIcon() {
  return (
    <Icon>
      <path d="M8 2.75A5.25 5.25 0 1 1 2.75 8" />
    </Icon>
  );
}
