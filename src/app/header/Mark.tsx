/** The mark: a pane of float glass seen edge-on, with a level in it. */
export function Mark() {
  return (
    <svg className="app-mark" viewBox="0 0 28 24" aria-hidden="true">
      <path d="M1 9h8.5M18.5 9H27" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      <rect
        x="9.5"
        y="2"
        width="9"
        height="20"
        rx="1.5"
        fill="var(--edge)"
        fillOpacity=".18"
        stroke="var(--edge)"
        strokeWidth="1.6"
      />
      <path d="M9.5 14h9" stroke="currentColor" strokeWidth="2.6" />
    </svg>
  );
}
