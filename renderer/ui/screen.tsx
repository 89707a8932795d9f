/** What every screen is made of: its head with title and actions, its tabs, and the sheet below. */
import type { ReactNode } from 'react';

export function Screen({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={className ? `screen ${className}` : 'screen'}>{children}</div>;
}

/** `lead`: one true sentence under the title. */
export function ScreenHead(props: { title: ReactNode; lead?: ReactNode; children?: ReactNode }) {
  return (
    <header className="screen-head">
      <div className="screen-title">
        <h1>{props.title}</h1>
        {props.lead !== undefined && <p>{props.lead}</p>}
      </div>
      {props.children !== undefined && <div className="screen-actions">{props.children}</div>}
    </header>
  );
}

/** The part of a screen that scrolls; in the order of the Tab key, so that it is read without a mouse before anything in it can be pressed. */
export function ScreenScroll(props: { label: string; className?: string; children: ReactNode }) {
  const { label, className, children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className={className ? `screen-scroll ${className}` : 'screen-scroll'} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

export interface Tab<Value extends string> {
  value: Value;
  label: string;
  /** How many stand behind it, written out; null while it is being counted. */
  count: string | null;
}

export interface TabsProps<Value extends string> {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange(value: Value): void;
  /** At the right end of the line. */
  children?: ReactNode;
}

/** Ways of looking at one list; the pressed one is said aloud. */
export function Tabs<Value extends string>({ label, tabs, value, onChange, children }: TabsProps<Value>) {
  return (
    <div className="tabs-line">
      <nav className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            className="tab"
            aria-current={tab.value === value ? 'true' : undefined}
            onClick={() => onChange(tab.value)}
          >
            {tab.label} <span className="tab-count">{tab.count ?? '\u2007'}</span>
          </button>
        ))}
      </nav>
      {children}
    </div>
  );
}

/** A sheet of paper with a title, for screens that are not one table. */
export function Card(props: { title: ReactNode; note?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <div className="card-head">
        <h2>{props.title}</h2>
        {props.note !== undefined && <small>{props.note}</small>}
        {props.action !== undefined && <div className="card-action">{props.action}</div>}
      </div>
      {props.children}
    </section>
  );
}

/** Names and what they are: `[['Reference', 'RF07']]`. Nothing is shown for null. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
