// Who may import whom. Each rule is a pattern over folders, so that a new feature, gateway or screen needs no edit here.
// test/architecture/imports.test.ts runs it, and shows each rule a tree that breaks it.

/** Tests may reach into what they test; the rules are about what ships. */
const aTest = '\\.(test|bench|e2e)\\.tsx?$';

/** `from` may import nothing of ours but `allowed`. Type imports count too. */
function only(name, comment, from, allowed, except = []) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [aTest, ...except] },
    to: { path: '^(main|renderer|preload|scripts|test)/', pathNot: allowed },
  };
}

/** `from` may not import `to`. */
function never(name, comment, from, to, more = {}) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from.path, pathNot: [aTest, ...(from.pathNot ?? [])] },
    to: { ...to, ...more },
  };
}

/** An npm package, at run time or in types. */
const npm = (...names) => ({ path: names.map((name) => `(^|/)node_modules/${name}(/|$)|^${name}(/|$)`) });

const kernel = '^main/kernel/';
const wire = '^main/wire\\.ts$';

const layers = [
  only('kernel-alone', 'The kernel is shared by both sides and imports nothing.', kernel, [kernel]),
  never(
    'kernel-pure',
    'The kernel runs in the window too: no packages, no Node.',
    { path: kernel },
    {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'core', 'unknown'],
    },
  ),
  only('wire-reaches', 'The shapes of the contract rest on the kernel alone.', wire, [kernel]),
  only('db-reaches', 'The database knows no business.', '^main/db/', ['^main/db/', kernel]),
  only('ledger-reaches', 'The ledger is arithmetic over accounts.', '^main/ledger/', ['^main/(ledger|db)/', kernel]),
  only('journal-reaches', 'The journal records what it is given; it knows no feature.', '^main/journal/', [
    '^main/(journal|ledger|db)/',
    kernel,
  ]),
  only(
    'gateways-reach',
    'Gateways speak to providers, not to the book.',
    '^main/gateways/',
    ['^main/gateways/', kernel],
    ['^main/gateways/attempt\\.ts$'],
  ),
  only('attempt-reaches', 'An attempt is kept in the journal before it is sent.', '^main/gateways/attempt\\.ts$', [
    '^main/(gateways|journal)/',
    kernel,
  ]),
  never(
    'gateway-siblings',
    'A gateway is one folder: it knows the interface, the transport, and no sibling.',
    { path: '^main/gateways/([^/]+)/' },
    { path: '^main/gateways/', pathNot: ['^main/gateways/$1/', '^main/gateways/(?!registry|attempt)[^/]+\\.ts$'] },

  ),
  never(
    'gateway-inside',
    'A provider’s codes and words never leave its folder: the registry hands out the interface.',
    { path: '^main/', pathNot: ['^main/gateways/', '^main/demo/'] },
    { path: '^main/gateways/[^/]+/' },
  ),
  only(
    'features-reach',
    'A feature stands on the journal, the ledger and the gateways’ interface.',
    '^main/features/',
    [
      '^main/(features|journal|ledger|db)/',
      '^main/gateways/(gateway|pulled|ask|registry|report|http|attempt)\\.ts$',
      '^main/(context|contract)\\.ts$',
      kernel,
      wire,
      '^main/paper/',
    ],
  ),
  only('paper-reaches', 'A paper is set from plain facts: it knows no book.', '^main/paper/', ['^main/paper/', kernel]),
  only('context-reaches', 'What a handler may use, as interfaces.', '^main/context\\.ts$', [
    '^main/(journal|db)/',
    '^main/contract\\.ts$',
    '^main/shell/shell\\.ts$',
    kernel,
    wire,
  ]),
  never(
    'feature-siblings',
    'Features see each other’s face only: events, columns, contract, and what a filter means.',
    { path: '^main/features/([^/]+)/' },
    {
      path: '^main/features/',
      pathNot: [
        '^main/features/$1/',
        '^main/features/[^/]+/(events|columns|contract|filter|projection)\\.ts$',
        '^main/features/[^/]+/[a-z]+-events\\.ts$',
        '^main/features/(kinds|bulk|sheets|uploads|file-bytes)\\.ts$',
        // A close counts what reconciliation cannot explain, and says of what came late why it did, as reconciliation does.
        '^main/features/matching/(exceptions|late-cause)\\.ts$',
        // Every file leaves the book by one door.
        '^main/features/export/(outgoing|part-file|writing|written|csv-cell|sheet)\\.ts$',
        // And every paper bears the same letterhead.
        '^main/features/papers/(paper-job|zip-job|letterhead|party)\\.ts$',
      ],
    },
  ),
  never(
    'feature-contract-types',
    'Of a sibling’s contract only the types are needed outside contracts.',
    { path: '^main/features/([^/]+)/', pathNot: ['/contract\\.ts$'] },
    { path: '^main/features/[^/]+/contract\\.ts$', pathNot: '^main/features/$1/', dependencyTypesNot: ['type-only'] },
  ),
  only('contracts-reach', 'A contract says shapes, nothing else.', '^main/features/[^/]+/[a-z-]*contract\\.ts$', [
    '^main/features/[^/]+/([a-z-]*contract|columns)\\.ts$',
    kernel,
    wire,
  ]),
  only('columns-reach', 'Columns are drawn by the window too.', '^main/features/[^/]+/columns\\.ts$', [kernel]),
  only('engine-reaches', 'The engine is wiring; of the shell it knows the protocol.', '^main/engine/', [
    '^main/(engine|db|journal|ledger|gateways|features|demo)/',
    '^main/(context|contract|wire)\\.ts$',
    '^main/shell/shell\\.ts$',
    kernel,
  ]),
  only('demo-reaches', 'The sample company is made through simulators and the write door.', '^main/demo/', [
    '^main/(demo|gateways|features|journal|ledger|db)/',
    kernel,
    wire,
  ]),
  only('shell-reaches', 'A shell passes bytes: no SQL, no gateway, no feature.', '^main/shell/', [
    '^main/shell/',
    kernel,
  ]),
  never(
    'shells-apart',
    'The two shells do not know each other.',
    { path: '^main/shell/(electron|browser)/' },
    {
      path: '^main/shell/(electron|browser)/',
      pathNot: '^main/shell/$1/',
    },
  ),
  only('entries-reach', 'The shells’ entries start a shell and nothing else.', '^main/(index|browser)\\.ts$', [
    '^main/shell/',
    kernel,
  ]),
  only(
    'command-line-reaches',
    'The command line asks an engine through the contract, as a screen does.',
    '^main/(command-line/|cli\\.ts$)',
    ['^main/(command-line|shell)/', '^main/(contract|wire)\\.ts$', '^main/features/[^/]+/([a-z-]*contract|columns)\\.ts$', kernel],
  ),
];

const windowRules = [
  never(
    'window-runs',
    'At run time the window takes the kernel and the columns from the engine’s side, nothing else.',
    { path: '^renderer/' },
    { path: '^main/', pathNot: [kernel, '^main/features/[^/]+/columns\\.ts$'], dependencyTypesNot: ['type-only'] },
  ),
  only('window-reaches', 'The window knows the contract’s types.', '^renderer/', [
    '^renderer/',
    kernel,
    wire,
    '^main/contract\\.ts$',
    '^main/features/[^/]+/(columns|[a-z-]*contract)\\.ts$',
  ]),
  never('window-no-node', 'The window has no Node.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
  never(
    'window-no-engine-packages',
    'The engine’s packages stay out of the window.',
    { path: '^renderer/' },
    npm('better-sqlite3', 'stripe', 'ws', '@orpc/server', 'electron', 'papaparse'),
  ),
  never(
    'screens-apart',
    'A screen never imports another.',
    { path: '^renderer/screens/([^/]+)/' },
    { path: '^renderer/screens/', pathNot: '^renderer/screens/$1/' },
  ),
  never(
    'parts-below-screens',
    'What screens are made of does not know them.',
    { path: '^renderer/(rpc|table|chart|ui|locales)/' },
    { path: '^renderer/(screens/|app\\.tsx$|main\\.tsx$|routes\\.tsx?$)' },
  ),
  never(
    'table-kit',
    'One folder knows the table library.',
    { path: '^(renderer|main)/', pathNot: ['^renderer/table/'] },
    npm('@tanstack/react-table'),
  ),
  never(
    'chart-kit',
    'One folder knows the chart library.',
    { path: '^(renderer|main)/', pathNot: ['^renderer/chart/'] },
    npm('recharts'),
  ),
];

const everywhere = [
  never(
    'main-alone',
    'The engine and the shells know no window, script or test.',
    { path: '^main/' },
    { path: '^(renderer|preload|scripts|test)/' },
  ),
  only('preload-alone', 'The preload passes one port and knows nothing.', '^preload/', [
    '^preload/',
    '^main/shell/electron/channels\\.ts$',
    kernel,
  ]),
  only('scripts-alone', 'Scripts hold no logic of the product.', '^scripts/', ['^scripts/']),
  never(
    'electron-one-place',
    'Only the Electron shell, its entry and the preload know Electron.',
    {
      path: '^(main|renderer|preload|scripts|test)/',
      pathNot: ['^main/shell/electron/', '^main/index\\.ts$', '^preload/index\\.ts$'],
    },
    npm('electron'),
  ),
  never(
    'sqlite-one-place',
    'Only the database folder opens databases.',
    { path: '^(main|renderer|preload)/', pathNot: ['^main/db/'] },
    { ...npm('better-sqlite3'), dependencyTypesNot: ['type-only'] },
  ),
  never(
    'stripe-one-place',
    'Only Stripe’s gateway knows its SDK.',
    { path: '^(main|renderer|preload)/', pathNot: ['^main/gateways/stripe/'] },
    npm('stripe'),
  ),
  never(
    'ships-what-it-needs',
    'What ships does not lean on a development package.',
    { path: '^(main|renderer|preload)/' },
    {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: '(^|/)node_modules/(electron|@types)/',
    },
  ),
  {
    name: 'no-circle',
    comment: 'Nothing imports itself by a detour.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-dead-file',
    comment: 'A file that nobody imports has no reason to be here.',
    severity: 'error',
    from: {
      orphan: true,
      path: '^(main|renderer|preload)/',
      pathNot: ['\\.d\\.ts$', aTest, '^main/(index|browser|cli)\\.ts$', '^main/engine/index\\.ts$', '^main/shell/electron/fuses\\.ts$'],
    },
    to: {},
  },
  {
    name: 'no-unknown-import',
    comment: 'Every import leads somewhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '\\?|^virtual:|\\.(sql|css|svg|png|ttf|woff2)' },
  },
];

export default {
  forbidden: [...layers, ...windowRules, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
