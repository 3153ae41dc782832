import { STATUS_YAML, renderComponentFiles, renderIncident } from './screenshot-content.ts';

// Pages in other scripts, with names in several of them. The words cover what home and an incident show.

const INCIDENT_FILE = 'incidents/2026-11-22-checkout.md';

function statusYaml(name: string, language: string, zone: string, zoneName: string): string {
  return `${STATUS_YAML.replace('Kiosk\n', `${name}\n`).replace('Europe/Berlin', zone)}timezone-name: ${zoneName}\nlanguage: ${language}\n`;
}

export const ARABIC_FILES: Readonly<Record<string, string>> = {
  'status.yaml': statusYaml('كشك', 'ar', 'Asia/Dubai', 'بتوقيت دبي'),
  ...renderComponentFiles([
    { id: 'shop', name: 'المتجر', group: 'متجرك', description: 'الصفحات التي يراها عملاؤك.' },
    { id: 'checkout', name: 'الدفع (Checkout)', group: 'متجرك' },
    { id: 'api', name: 'API' },
  ]),
  'words/ar.yaml': `locale: ar-AE
page:
  colon: ':'
  states:
    { operational: يعمل, maintenance: صيانة مخططة, unknown: غير معروف, degraded: توجد مشكلات, partial-outage: متوقف جزئيًا, major-outage: متوقف }
  phases: { investigating: قيد البحث, identified: عُرف السبب, monitoring: قيد المراقبة, resolved: تم الحل, update: تحديث }
  overall:
    all-working: جميع الأنظمة تعمل.
    watching: عادت جميع الأنظمة إلى العمل ونحن نراقبها.
    looking: نبحث في مشكلة.
    others-unknown: لا نعرف حاليًا إن كانت الأنظمة الأخرى تعمل.
    unknown: لا نعرف حاليًا إن كانت جميع الأنظمة تعمل.
    and: ' و'
    all-affected: 'جميع الأنظمة: [state]'
    systems: '[count] أنظمة [state]'
    rest: '[affected] و[count] غيرها'
    are:
      operational: '[names] يعمل'
      maintenance: '[names] قيد الصيانة المخططة'
      unknown: 'قد لا يعمل [names]'
      degraded: 'توجد مشكلات في [names]'
      partial-outage: '[names] متوقف جزئيًا'
      major-outage: '[names] متوقف'
  uptime:
    today: اليوم
    figure: '[share] خلال [days]'
    objective-met: 'الهدف [share]'
    objective-missed: 'أقل من [share]'
    span: { one: اليوم في عمود واحد, other: 'آخر [count] يومًا، عمود لكل يوم' }
  live: { late: 'تأخر هذا التحديث [duration].', new-update: 'تحديث جديد · [time]', changed: تغيرت هذه الصفحة., show: عرض }
  page: { title: 'حالة [site]', skip: انتقل إلى المحتوى, history: السجل, subscribe: اشترك, contact: أبلغ عن مشكلة, built-at: أُنشئت الصفحة, back-home: الحالة الآن }
  home: { components: الأنظمة, other-components: أنظمة أخرى, recent: آخر 14 يومًا, no-incidents: لا جديد., ongoing: مستمر, earlier-updates: { one: تحديث سابق, two: تحديثان سابقان, few: '[count] تحديثات سابقة', other: '[count] تحديثًا سابقًا' }, whole-history: السجل كاملًا }
  entry:
    affected: المتأثر
    began: بدأ
    next-update-by: التحديث التالي قبل
    updated: آخر تحديث
    updates: التحديثات
    steps: { investigating: بحث, identified: السبب, monitoring: مراقبة, resolved: انتهى }
    now: { investigating: نبحث في المشكلة, identified: عرفنا السبب, monitoring: نراقب الإصلاح }
    severity: { none: حادث, minor: حادث بسيط, major: حادث كبير, critical: حادث خطير }
  subscribe: { button: اشترك في التحديثات }
  commitments: { title: كيف نخبركم, record-all: { one: جاء آخر تحديث في موعده., other: 'جاءت آخر [count] تحديثات في موعدها.' }, record-some: 'جاء [on-time] من آخر [count] تحديثات في موعده.' }
`,
  [INCIDENT_FILE]: renderIncident({
    title: 'بعض الطلبات تفشل عند الدفع',
    components: 'checkout: partial-outage',
    detected: '2026-11-22T11:00Z',
    updates: [
      ['11:08 investigating', 'تُرفض بعض المدفوعات ببطاقة Visa. نعتذر عن ذلك، وفريقنا يبحث عن السبب.'],
      [
        '11:35 identified',
        'وجدنا سبب المشكلة ونعمل على إصلاحها. لم يُحسب أي مبلغ على طلب فشل.\n\nIf you write to us in English, we answer in English.\n\n- الطلب رقم 2026-1187 محفوظ.\n- **Apple Pay** يعمل كالمعتاد.',
      ],
    ],
  }),
};

export const HEBREW_FILES: Readonly<Record<string, string>> = {
  'status.yaml': statusYaml('קיוסק', 'he', 'Asia/Jerusalem', 'שעון ישראל'),
  ...renderComponentFiles([
    { id: 'shop', name: 'חנות', group: 'החנות שלך', description: 'הדפים שהלקוחות שלך רואים.' },
    { id: 'checkout', name: 'תשלום', group: 'החנות שלך' },
    { id: 'api', name: 'API v2' },
  ]),
  'words/he.yaml': `locale: he-IL
page:
  colon: ':'
  states:
    { operational: פועל, maintenance: תחזוקה מתוכננת, unknown: לא ידוע, degraded: יש בעיות, partial-outage: מושבת חלקית, major-outage: מושבת }
  phases: { investigating: בבדיקה, identified: הסיבה נמצאה, monitoring: במעקב, resolved: נפתר, update: עדכון }
  overall:
    all-working: כל המערכות פועלות.
    watching: כל המערכות פועלות שוב, ואנחנו עוקבים.
    looking: אנחנו בודקים בעיה.
    others-unknown: איננו יודעים כרגע אם שאר המערכות פועלות.
    unknown: איננו יודעים כרגע אם כל המערכות פועלות.
    and: ', ו'
    all-affected: 'כל המערכות: [state]'
    systems: '[count] מערכות [state]'
    rest: { one: '[affected] ועוד אחת', other: '[affected] ועוד [count]' }
    are:
      operational: { one: '[names] פועל', other: '[names] פועלים' }
      maintenance: '[names] בתחזוקה מתוכננת'
      unknown: 'ייתכן ש־[names] אינו פועל'
      degraded: 'יש בעיות ב־[names]'
      partial-outage: { one: '[names] מושבת חלקית', other: '[names] מושבתים חלקית' }
      major-outage: { one: '[names] מושבת', other: '[names] מושבתים' }
  uptime: { today: היום, figure: '[share] במשך [days]', objective-met: 'היעד [share]', objective-missed: 'מתחת ל־[share]', span: { one: 'היום, עמודה אחת', other: '[count] הימים האחרונים, עמודה לכל יום' } }
  live: { late: 'העדכון מאחר ב־[duration].', new-update: 'עדכון חדש · [time]', changed: הדף השתנה., show: הצגה }
  page: { title: 'מצב [site]', skip: מעבר לתוכן, history: היסטוריה, subscribe: הרשמה, contact: דיווח על בעיה, built-at: הדף נבנה, back-home: המצב כעת }
  home: { components: מערכות, other-components: מערכות אחרות, recent: 14 הימים האחרונים, no-incidents: אין מה לדווח., ongoing: נמשך, earlier-updates: { one: עדכון קודם אחד, other: '[count] עדכונים קודמים' }, whole-history: כל ההיסטוריה }
  entry:
    affected: מושפע
    began: התחיל
    next-update-by: העדכון הבא עד
    updated: עודכן
    updates: עדכונים
    steps: { investigating: בדיקה, identified: הסיבה, monitoring: מעקב, resolved: הסתיים }
    now: { investigating: אנחנו בודקים, identified: מצאנו את הסיבה, monitoring: אנחנו עוקבים אחרי התיקון }
    severity: { none: תקרית, minor: תקרית קלה, major: תקרית חמורה, critical: תקרית קריטית }
  subscribe: { button: הרשמה לעדכונים }
  commitments: { title: איך אנחנו מעדכנים, record-all: { one: העדכון האחרון הגיע בזמן., other: 'כל [count] העדכונים האחרונים הגיעו בזמן.' }, record-some: '[on-time] מתוך [count] העדכונים האחרונים הגיעו בזמן.' }
`,
  [INCIDENT_FILE]: renderIncident({
    title: 'חלק מההזמנות נכשלות בתשלום',
    components: 'checkout: partial-outage, api: degraded',
    detected: '2026-11-22T11:00Z',
    updates: [
      ['11:08 investigating', 'חלק מהתשלומים נדחים. אנחנו מתנצלים, והצוות שלנו בודק.'],
      [
        '11:35 identified',
        'מצאנו את הסיבה ואנחנו מתקנים אותה. איש לא חויב על הזמנה שנכשלה.\n\nOrders over €200 (“SPLIT-PAY”) work as usual.\n\n1. הזמנה 2026-1187 נשמרה.\n2. אפשר לנסות שוב עם Google Pay.',
      ],
    ],
  }),
};

export const JAPANESE_FILES: Readonly<Record<string, string>> = {
  'status.yaml': statusYaml('キオスク', 'ja', 'Asia/Tokyo', '日本時間'),
  ...renderComponentFiles([
    { id: 'shop', name: '店舗ページ', group: 'お店', description: 'お客様がご覧になるページ。' },
    { id: 'checkout', name: 'お支払い', group: 'お店' },
    { id: 'api', name: 'API' },
  ]),
  'words/ja.yaml': `locale: ja-JP
page:
  colon: '：'
  states:
    { operational: 正常, maintenance: 計画メンテナンス, unknown: 不明, degraded: 一部に問題, partial-outage: 一部停止, major-outage: 停止 }
  phases: { investigating: 調査中, identified: 原因を特定, monitoring: 経過観察中, resolved: 解決, update: お知らせ }
  overall:
    all-working: すべて正常に動作しています。
    watching: すべて復旧し、経過を観察しています。
    looking: 問題を調査しています。
    others-unknown: ほかのシステムの状態は現在確認できません。
    unknown: すべてのシステムの状態は現在確認できません。
    and: '。'
    all-affected: 'すべてのシステム：[state]'
    systems: '[count]件のシステムが[state]'
    rest: '[affected]、ほか[count]件'
    are:
      operational: '[names]は正常です'
      maintenance: '[names]は計画メンテナンス中です'
      unknown: '[names]は動作していない可能性があります'
      degraded: '[names]に問題があります'
      partial-outage: '[names]の一部が停止しています'
      major-outage: '[names]が停止しています'
  uptime: { today: 今日, figure: '[days]で[share]', objective-met: '目標[share]', objective-missed: '[share]未満', span: '過去[count]日間（1本が1日）' }
  live: { late: 'この更新は[duration]遅れています。', new-update: '新しい更新・[time]', changed: このページは更新されました。, show: 表示 }
  page: { title: '[site]の稼働状況', skip: 本文へ, history: 履歴, subscribe: 購読, contact: 問題を知らせる, built-at: ページ作成, back-home: 現在の状況 }
  home: { components: システム, other-components: その他のシステム, recent: 過去14日間, no-incidents: お知らせはありません。, ongoing: 継続中, earlier-updates: '以前の更新[count]件', whole-history: すべての履歴 }
  entry:
    affected: 影響
    began: 開始
    next-update-by: 次の更新
    updated: 更新
    updates: 更新
    steps: { investigating: 調査, identified: 特定, monitoring: 観察, resolved: 解決 }
    now: { investigating: 調査しています, identified: 原因を特定しました, monitoring: 修正の経過を観察しています }
    severity: { none: 障害, minor: 軽度の障害, major: 重大な障害, critical: 深刻な障害 }
  subscribe: { button: 更新を購読 }
  commitments: { title: お知らせの方針, record-all: '直近[count]件の更新はすべて予定どおりでした。', record-some: '直近[count]件の更新のうち[on-time]件が予定どおりでした。' }
`,
  [INCIDENT_FILE]: renderIncident({
    title: '一部のお客様がお支払いに失敗しています',
    components: 'checkout: partial-outage',
    detected: '2026-11-22T11:00Z',
    updates: [
      [
        '11:08 investigating',
        '一部のカード決済が拒否されています。ご迷惑をおかけして申し訳ありません。現在調査しています。',
      ],
      [
        '11:35 identified',
        '原因を特定し、修正を進めています。失敗したご注文の代金は請求されていません。\n\n- 注文番号2026-1187などの内容は保存されています。\n- **PayPay**は通常どおりご利用いただけます。',
      ],
    ],
  }),
};

const PAGES = ['', 'incidents/2026-11-22-checkout/', 'og/home.png', 'og/incidents/2026-11-22-checkout.png'];

export const SCRIPT_STATES = [
  { name: 'arabic', description: 'In Arabic', files: ARABIC_FILES, pages: PAGES },
  { name: 'hebrew', description: 'In Hebrew', files: HEBREW_FILES, pages: PAGES },
  { name: 'japanese', description: 'In Japanese', files: JAPANESE_FILES, pages: PAGES },
] as const;
