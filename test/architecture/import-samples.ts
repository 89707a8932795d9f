/** A small tree of imports, bad and good ones: each bad one must be reported by the rule that it names. */

export interface BadImport {
  rule: string;
  file: string;
  /** One import statement each. */
  text: string;
}

export interface GoodImport {
  file: string;
  text: string;
}

export const badImports: readonly BadImport[] = [
  { rule: 'kernel-alone', file: 'main/kernel/bad.ts', text: "import '../db/open';" },
  { rule: 'kernel-pure', file: 'main/kernel/bad-node.ts', text: "import 'node:fs';" },
  { rule: 'kernel-pure', file: 'main/kernel/bad-package.ts', text: "import 'zod';" },
  { rule: 'wire-reaches', file: 'main/wire.ts', text: "import './contract';" },
  { rule: 'db-reaches', file: 'main/db/bad.ts', text: "import '../journal/record';" },
  { rule: 'ledger-reaches', file: 'main/ledger/bad.ts', text: "import '../journal/record';" },
  { rule: 'journal-reaches', file: 'main/journal/bad.ts', text: "import '../features/payments/events';" },
  { rule: 'gateways-reach', file: 'main/gateways/stripe/bad.ts', text: "import '../../journal/record';" },
  { rule: 'attempt-reaches', file: 'main/gateways/attempt.ts', text: "import '../features/payments/events';" },
  { rule: 'gateway-siblings', file: 'main/gateways/stripe/bad-sibling.ts', text: "import '../paypal/index';" },
  { rule: 'gateway-inside', file: 'main/features/sync/bad.ts', text: "import '../../gateways/stripe/index';" },
  { rule: 'features-reach', file: 'main/features/sync/bad-engine.ts', text: "import '../../engine/index';" },
  { rule: 'paper-reaches', file: 'main/paper/bad-book.ts', text: "import '../db/open';" },
  { rule: 'context-reaches', file: 'main/context.ts', text: "import './features/payments/query';" },
  { rule: 'feature-siblings', file: 'main/features/sync/bad-sibling.ts', text: "import '../payments/query';" },
  {
    rule: 'feature-contract-types',
    file: 'main/features/sync/bad-contract.ts',
    text: "import { x } from '../payments/contract';\nx;",
  },
  { rule: 'contracts-reach', file: 'main/features/sync/contract.ts', text: "import './query';" },
  { rule: 'columns-reach', file: 'main/features/sync/columns.ts', text: "import './query';" },
  { rule: 'engine-reaches', file: 'main/engine/bad.ts', text: "import '../shell/engine-host';" },
  { rule: 'demo-reaches', file: 'main/demo/bad.ts', text: "import '../engine/index';" },
  { rule: 'shell-reaches', file: 'main/shell/bad.ts', text: "import '../db/open';" },
  { rule: 'shells-apart', file: 'main/shell/browser/bad.ts', text: "import '../electron/window';" },
  { rule: 'entries-reach', file: 'main/browser.ts', text: "import './db/open';" },
  { rule: 'command-line-reaches', file: 'main/cli.ts', text: "import './db/open';" },
  { rule: 'command-line-reaches', file: 'main/command-line/bad.ts', text: "import '../journal/record';" },
  { rule: 'window-runs', file: 'renderer/rpc/bad.ts', text: "import '../../main/contract';" },
  {
    rule: 'window-reaches',
    file: 'renderer/rpc/bad-type.ts',
    text: "import type { x } from '../../main/db/open';\nexport type Y = typeof x;",
  },
  { rule: 'window-no-node', file: 'renderer/rpc/bad-node.ts', text: "import 'node:fs';" },
  { rule: 'window-no-engine-packages', file: 'renderer/rpc/bad-package.ts', text: "import 'ws';" },
  { rule: 'screens-apart', file: 'renderer/screens/payments/bad.ts', text: "import '../customers/screen';" },
  { rule: 'parts-below-screens', file: 'renderer/ui/bad.ts', text: "import '../screens/customers/screen';" },
  { rule: 'table-kit', file: 'renderer/screens/payments/bad-table.ts', text: "import '@tanstack/react-table';" },
  { rule: 'chart-kit', file: 'renderer/screens/payments/bad-chart.ts', text: "import 'recharts';" },
  { rule: 'main-alone', file: 'main/engine/bad-window.ts', text: "import '../../renderer/app';" },
  { rule: 'preload-alone', file: 'preload/bad.ts', text: "import '../main/db/open';" },
  { rule: 'scripts-alone', file: 'scripts/bad.ts', text: "import '../main/db/open.ts';" },
  { rule: 'electron-one-place', file: 'main/shell/browser/bad-electron.ts', text: "import 'electron';" },
  {
    rule: 'electron-one-place',
    file: 'main/engine/bad-electron-type.ts',
    text: "import type { App } from 'electron';\nexport type A = App;",
  },
  { rule: 'sqlite-one-place', file: 'main/journal/bad-sqlite.ts', text: "import 'better-sqlite3';" },
  { rule: 'stripe-one-place', file: 'main/features/sync/bad-stripe.ts', text: "import 'stripe';" },
  { rule: 'ships-what-it-needs', file: 'main/engine/bad-development.ts', text: "import 'vitest';" },
  { rule: 'no-circle', file: 'main/db/circle.ts', text: "import './circling';" },
  { rule: 'no-dead-file', file: 'main/db/dead.ts', text: 'export const dead = 1;' },
  { rule: 'no-unknown-import', file: 'main/db/lost.ts', text: "import './nowhere';" },
];

export const goodImports: readonly GoodImport[] = [
  { file: 'main/kernel/good.ts', text: "import './money';" },
  { file: 'main/kernel/money.ts', text: 'export const money = 1;' },
  { file: 'main/contract.ts', text: "export { x } from './features/payments/contract';" },
  { file: 'main/db/open.ts', text: "import 'better-sqlite3';\nimport '../kernel/money';\nexport const x = 1;" },
  { file: 'main/db/circling.ts', text: "import './circle';" },
  { file: 'main/journal/record.ts', text: "import '../db/open';" },
  { file: 'main/gateways/gateway.ts', text: "import '../kernel/money';" },
  { file: 'main/gateways/registry.ts', text: "import './stripe/index';\nimport './paypal/index';" },
  { file: 'main/gateways/stripe/index.ts', text: "import 'stripe';\nimport '../gateway';\nimport './map';" },
  { file: 'main/gateways/stripe/map.ts', text: 'export const map = 1;' },
  { file: 'main/gateways/paypal/index.ts', text: "import '../gateway';" },
  { file: 'main/features/payments/events.ts', text: "import '../../journal/record';" },
  { file: 'main/features/payments/contract.ts', text: "import 'zod';\nimport './columns';\nexport const x = 1;" },
  { file: 'main/features/payments/columns.ts', text: "import '../../kernel/money';" },
  { file: 'main/features/payments/query.ts', text: "import '../../db/open';\nimport './columns';" },
  { file: 'main/features/sync/query.ts', text: "import '../payments/events';\nimport '../../gateways/registry';" },
  { file: 'main/engine/index.ts', text: "import '../shell/shell';\nimport '../features/sync/query';" },
  { file: 'main/shell/shell.ts', text: "import 'zod';" },
  { file: 'main/shell/engine-host.ts', text: "import './shell';\nimport 'ws';" },
  { file: 'main/shell/electron/window.ts', text: "import { app } from 'electron';\nimport '../shell';\napp;" },
  {
    file: 'renderer/app.tsx',
    text: "import type { x } from '../main/contract';\nimport './screens/customers/screen';\nexport type Y = typeof x;",
  },
  {
    file: 'renderer/screens/customers/screen.tsx',
    text: "import '../../table/data-table';\nimport '../../../main/features/payments/columns';",
  },
  { file: 'renderer/table/data-table.tsx', text: "import '@tanstack/react-table';" },
  { file: 'preload/index.ts', text: "import 'electron';" },
];
