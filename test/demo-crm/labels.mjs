/**
 * Every word the look-alike shows, in English and Chinese, shared by server and page. API names never change with
 * the language. Field and button labels follow a zh-CN Salesforce org; the Chinese stage names are a guess
 * (see README).
 */
export const STAGES = [
  { api: 'Prospecting', zh: '发掘潜在客户', probability: 10, category: 'Pipeline' },
  { api: 'Qualification', zh: '资格鉴定', probability: 10, category: 'Pipeline' },
  { api: 'Needs Analysis', zh: '需求分析', probability: 20, category: 'Pipeline' },
  { api: 'Value Proposition', zh: '价值主张', probability: 50, category: 'BestCase' },
  { api: 'Id. Decision Makers', zh: '确定决策者', probability: 60, category: 'BestCase' },
  { api: 'Perception Analysis', zh: '认知分析', probability: 70, category: 'BestCase' },
  { api: 'Proposal/Price Quote', zh: '建议/报价', probability: 75, category: 'Forecast' },
  { api: 'Negotiation/Review', zh: '谈判/审查', probability: 90, category: 'Forecast' },
  { api: 'Closed Won', zh: '已结束且赢得客户', probability: 100, category: 'Closed', closed: true, won: true },
  { api: 'Closed Lost', zh: '已结束但丢失客户', probability: 0, category: 'Omitted', closed: true, won: false },
];

export const PICKLISTS = {
  StageName: STAGES.map((s) => [s.api, s.zh]),
  Type: [
    ['Existing Customer - Upgrade', '现有客户 - 升级'],
    ['Existing Customer - Replacement', '现有客户 - 替换'],
    ['New Customer', '新客户'],
  ],
  LeadSource: [
    ['Web', '网站'],
    ['Phone Inquiry', '电话查询'],
    ['Partner Referral', '合作伙伴推荐'],
    ['Trade Show', '贸易展览'],
    ['Other', '其他'],
  ],
  ForecastCategoryName: [
    ['Omitted', '已忽略'],
    ['Pipeline', '渠道'],
    ['Best Case', '最佳状况'],
    ['Commit', '提交'],
    ['Closed', '已结束'],
  ],
  Status: [
    ['Not Started', '未开始'],
    ['In Progress', '正在进行'],
    ['Completed', '已完成'],
  ],
  Priority: [
    ['High', '高'],
    ['Normal', '普通'],
    ['Low', '低'],
  ],
  Role: [
    ['Economic Buyer', '经济购买者'],
    ['Economic Decision Maker', '经济决策者'],
    ['Technical Buyer', '技术购买者'],
    ['Evaluator', '评估人'],
    ['Business User', '业务用户'],
    ['Influencer', '影响人'],
    ['Executive Sponsor', '执行赞助人'],
    ['Decision Maker', '决策者'],
  ],
};

/** Field labels by object and API name: [en, zh]. */
export const FIELDS = {
  Opportunity: {
    Name: ['Opportunity Name', '业务机会名称'],
    AccountId: ['Account Name', '客户名'],
    Amount: ['Amount', '金额'],
    CurrencyIsoCode: ['Opportunity Currency', '业务机会货币'],
    CloseDate: ['Close Date', '结束日期'],
    StageName: ['Stage', '阶段'],
    Probability: ['Probability (%)', '可能性 (%)'],
    OwnerId: ['Opportunity Owner', '业务机会所有人'],
    NextStep: ['Next Step', '下一步'],
    Type: ['Type', '类型'],
    LeadSource: ['Lead Source', '潜在客户来源'],
    ForecastCategoryName: ['Forecast Category', '预测类别'],
    ExpectedRevenue: ['Expected Revenue', '预期收入'],
    Description: ['Description', '描述'],
    CreatedById: ['Created By', '创建人'],
    LastModifiedById: ['Last Modified By', '上次修改人'],
  },
  Account: {
    Name: ['Account Name', '客户名'],
    Industry: ['Industry', '行业'],
    Phone: ['Phone', '电话'],
    Website: ['Website', '网站'],
    BillingCity: ['Billing City', '开单地址城市'],
    OwnerId: ['Account Owner', '客户所有人'],
    Description: ['Account Description', '客户描述'],
  },
  Contact: {
    Name: ['Name', '姓名'],
    Title: ['Title', '职务'],
    AccountId: ['Account Name', '客户名'],
    Phone: ['Phone', '电话'],
    Email: ['Email', '电子邮件'],
    OwnerId: ['Contact Owner', '联系人所有人'],
  },
  Task: {
    Subject: ['Subject', '主题'],
    ActivityDate: ['Due Date', '到期日期'],
    Status: ['Status', '状态'],
    Priority: ['Priority', '优先级'],
    WhatId: ['Related To', '相关项'],
    OwnerId: ['Assigned To', '被分配人'],
    Description: ['Comments', '备注'],
  },
  User: {
    Name: ['Name', '姓名'],
    Title: ['Title', '职务'],
    Email: ['Email', '电子邮件'],
  },
};

/** What an administrator may have called the same fields: the labels of the layout 'renamed'. */
export const RENAMED = {
  Amount: ['Deal Value', '交易价值'],
  CloseDate: ['Expected Signature', '预计签约日'],
  StageName: ['Sales Step', '销售步骤'],
  AccountId: ['Customer', '客户公司'],
  OwnerId: ['Account Executive', '客户经理'],
};

export const OBJECTS = {
  Opportunity: ['Opportunity', '业务机会', 'Opportunities', '业务机会'],
  Account: ['Account', '客户', 'Accounts', '客户'],
  Contact: ['Contact', '联系人', 'Contacts', '联系人'],
  Task: ['Task', '任务', 'Tasks', '任务'],
  User: ['User', '用户', 'People', '人员'],
};

const TEXT = {
  home: ['Home', '主页'],
  appSales: ['Sales', '销售'],
  appConsole: ['Sales Console', '销售控制台'],
  appLauncher: ['App Launcher', '应用程序启动程序'],
  search: ['Search...', '搜索...'],
  leads: ['Leads', '潜在客户'],
  calendar: ['Calendar', '日历'],
  forecasts: ['Forecasts', '预测'],
  dashboards: ['Dashboards', '仪表板'],
  reports: ['Reports', '报表'],
  more: ['More', '更多'],
  lookalike: ['Demo CRM: a look-alike, not Salesforce', '演示 CRM：仿制界面，并非 Salesforce'],
  markComplete: ['Mark Stage as Complete', '将阶段标记为已完成'],
  markCurrent: ['Mark as Current Stage', '标记为当前阶段'],
  selectClosed: ['Select Closed Stage', '选择已结束阶段'],
  changeClosed: ['Change Closed Stage', '更改已结束阶段'],
  closed: ['Closed', '已结束'],
  closeTitle: ['Close This Opportunity', '结束此业务机会'],
  pathOptions: ['Path Options', '路径选项'],
  stageComplete: ['Stage Complete', '阶段已完成'],
  currentStage: ['Current Stage', '当前阶段'],
  stageChanged: ['Stage changed successfully.', '阶段已成功更改。'],
  none: ['--None--', '--无--'],
  cancel: ['Cancel', '取消'],
  save: ['Save', '保存'],
  close: ['Close', '关闭'],
  edit: ['Edit', '编辑'],
  new: ['New', '新建'],
  follow: ['Follow', '跟踪'],
  newNote: ['New Note', '新建备注'],
  moreActions: ['Show more actions', '显示更多操作'],
  details: ['Details', '详细信息'],
  related: ['Related', '相关'],
  activity: ['Activity', '活动'],
  chatter: ['Chatter', 'Chatter'],
  oppInfo: ['Opportunity Information', '业务机会信息'],
  sysInfo: ['System Information', '系统信息'],
  accInfo: ['Account Information', '客户信息'],
  conInfo: ['Contact Information', '联系人信息'],
  taskInfo: ['Task Information', '任务信息'],
  userInfo: ['User Detail', '用户详细信息'],
  descInfo: ['Description Information', '描述信息'],
  editField: ['Edit {0}', '编辑 {0}'],
  editObject: ['Edit {0}', '编辑 {0}'],
  newObject: ['New {0}', '新建{0}'],
  required: ['= Required Information', '= 必填信息'],
  saved: ['{0} "{1}" was saved.', '已保存{0}“{1}”。'],
  created: ['{0} "{1}" was created.', '已创建{0}“{1}”。'],
  snag: ['We hit a snag.', '出现意外问题。'],
  filters: ['Filters: All time • All activities • All types', '筛选器：所有时间 • 所有活动 • 所有类型'],
  refresh: ['Refresh', '刷新'],
  expandAll: ['Expand All', '全部展开'],
  viewAll: ['View All', '查看全部'],
  upcoming: ['Upcoming & Overdue', '即将到期和已过期'],
  noUpcoming: ['No activities to show.', '没有要显示的活动。'],
  getStarted: ['Get started by sending an email, scheduling a task, and more.', '通过发送电子邮件、安排任务等开始。'],
  thisMonth: ['This Month', '本月'],
  email: ['Email', '电子邮件'],
  newEvent: ['New Event', '新建事件'],
  newTask: ['New Task', '新建任务'],
  logCall: ['Log a Call', '记录电话'],
  quickLinks: ['Related List Quick Links', '相关列表快速链接'],
  contactRoles: ['Contact Roles', '联系人角色'],
  stageHistory: ['Stage History', '阶段历史'],
  products: ['Products', '产品'],
  notes: ['Notes & Attachments', '备注和附件'],
  files: ['Files', '文件'],
  partners: ['Partners', '合作伙伴'],
  opportunities: ['Opportunities', '业务机会'],
  contacts: ['Contacts', '联系人'],
  primary: ['Primary', '主要'],
  role: ['Role', '角色'],
  recentlyViewed: ['Recently Viewed', '最近查看'],
  allOpps: ['All Opportunities', '所有业务机会'],
  myOpps: ['My Opportunities', '我的业务机会'],
  selectListView: ['Select a List View', '选择列表视图'],
  displayAs: ['Select list display', '选择列表显示方式'],
  table: ['Table', '表'],
  kanban: ['Kanban', '看板'],
  itemsSorted: ['{0} items • Sorted by {1} • Filtered by {2}', '{0} 个项目 • 按 {1} 排序 • 按 {2} 筛选'],
  itemNumber: ['Item Number', '项目编号'],
  goodDay: ['Welcome, {0}', '欢迎，{0}'],
  assistant: ['Today’s Tasks', '今日任务'],
  keyDeals: ['Key Deals - Recent Opportunities', '关键交易 - 最近的业务机会'],
  noAccess: ['We couldn’t find the record you’re trying to access.', '我们找不到您要访问的记录。'],
  noAccessHint: [
    'It may have been deleted by another user, or there may have been a system error. Ask your administrator for help.',
    '它可能已被其他用户删除，或者发生了系统错误。请向您的管理员寻求帮助。',
  ],
  notInDemo: ['This part is not in the demo CRM.', '演示 CRM 不包含此部分。'],
  closeTab: ['Close {0}', '关闭 {0}'],
  setup: ['Setup', '设置'],
  help: ['Salesforce Help', '帮助'],
  notifications: ['Notifications', '通知'],
  favorites: ['Favorites', '收藏夹'],
  by: ['by {0}', '{0}'],
  youHadTask: ['You had a task', '您有一项任务'],
  youHadEvent: ['You had an event', '您有一个事件'],
  youLoggedCall: ['You logged a call', '您记录了一次电话'],
  youSentEmail: ['You sent an email', '您发送了一封电子邮件'],
  youHaveTask: ['You have an upcoming task', '您有一项即将到期的任务'],
  youHaveEvent: ['You have an upcoming event', '您有一个即将发生的事件'],
  postUpdate: ['Share an update...', '分享更新...'],
};

const at = (lang) => (lang === 'zh' ? 1 : 0);

/** `text('zh')('saved', 'x')`: the sentence with {0}, {1} filled. Throws on an unknown key. */
export function text(lang) {
  return (key, ...args) => {
    const row = TEXT[key];
    if (!row) throw new Error(`no text for ${key}`);
    return row[at(lang)].replace(/\{(\d)\}/g, (_, n) => String(args[Number(n)] ?? ''));
  };
}

export const fieldLabel = (lang, object, field) => FIELDS[object]?.[field]?.[at(lang)] ?? field;
export const objectLabel = (lang, object) => OBJECTS[object]?.[at(lang)] ?? object;
export const objectPlural = (lang, object) => OBJECTS[object]?.[2 + at(lang)] ?? object;

/** The label of a picklist value; a value outside the list is its own label. */
export function optionLabel(lang, field, value) {
  const row = PICKLISTS[field]?.find(([api]) => api === value);
  return row ? row[at(lang)] : value;
}

export const options = (lang, field) =>
  (PICKLISTS[field] ?? []).map(([value, zh]) => ({ value, label: lang === 'zh' ? zh : value }));
