"""Seeds a fresh Tryton database through its JSON-RPC, with the standard library alone.

usage: seed.py BASE_URL DATABASE ADMIN_PASSWORD REP_PASSWORD  -> env.json on stdout
"""
import base64
import datetime
import json
import sys
import urllib.parse
import urllib.request
from decimal import Decimal

base, db, admin_pw, rep_pw = sys.argv[1:5]


class Client:
    def __init__(self, login, password):
        self.context = {}
        self.auth = None
        uid, key = self.raw('common.db.login', [login, {'password': password}, 'en'])
        self.auth = base64.b64encode(f'{login}:{uid}:{key}'.encode()).decode()
        self.context = self.raw('model.res.user.get_preferences', [True, {}])

    def raw(self, method, params):
        body = json.dumps({'id': 1, 'method': method, 'params': params}, default=encode).encode()
        request = urllib.request.Request(f'{base}/{db}/', body, {'Content-Type': 'application/json'})
        if self.auth:
            request.add_header('Authorization', 'Session ' + self.auth)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
        if answer.get('error'):
            raise RuntimeError(f"{method}: {answer['error'][:2]}")
        return answer['result']

    def __call__(self, model, method, *args):
        return self.raw(f'model.{model}.{method}', [*args, self.context])

    def create(self, model, **values):
        return self(model, 'create', [values])[0]

    def find(self, model, *domain):
        return self(model, 'search', list(domain), 0, None, None)


def encode(value):
    if isinstance(value, Decimal):
        return {'__class__': 'Decimal', 'decimal': str(value)}
    if isinstance(value, datetime.date):
        return {'__class__': 'date', 'year': value.year, 'month': value.month, 'day': value.day}
    raise TypeError(type(value))


admin = Client('admin', admin_pw)
# The first-run wizards would cover the page of whoever administers the database.
items = admin.find('ir.module.config_wizard.item', ['state', '=', 'open'])
if items:
    admin('ir.module.config_wizard.item', 'write', items, {'state': 'done'})
usd = admin.create(
    'currency.currency', name='US Dollar', code='USD', symbol='$', digits=2, rounding=Decimal('0.01'),
    rates=[['create', [{'rate': Decimal('1'), 'date': datetime.date(2020, 1, 1)}]]])
house = admin.create('party.party', name='Northwind Software')
company = admin.create('company.company', party=house, currency=usd)
admin('res.user', 'write', [1], {'companies': [['add', [company]]], 'company': company})
admin.context = admin.raw('model.res.user.get_preferences', [True, {}])

people = {name: admin.create('company.employee', party=admin.create('party.party', name=name), company=company)
          for name in ('Riley Chen', 'Sam Okafor')}
groups = admin.find('res.group', ['name', 'in', ['Sales', 'Sale Opportunity', 'Opportunity', 'Party Administration']])
names = {g['id']: g['name'] for g in admin('res.group', 'read', admin.find('res.group'), ['name'])}
rep = admin.create(
    'res.user', name='Riley Chen', login='rep', password=rep_pw, email='riley@example.invalid',
    companies=[['add', [company]]], company=company,
    employees=[['add', list(people.values())]], employee=people['Riley Chen'],
    groups=[['add', groups]])
admin('res.user', 'write', [1], {'employees': [['add', [people['Sam Okafor']]]], 'employee': people['Sam Okafor']})
admin.context = admin.raw('model.res.user.get_preferences', [True, {}])
term = admin.create(
    'account.invoice.payment_term', name='30 days',
    lines=[['create', [{'type': 'remainder', 'relativedeltas': [['create', [{'days': 30}]]]}]]])

ACCOUNTS = {
    'Acme Robotics': [('Dana Whitfield, VP Operations', 'dana@acme.example'), ('Lee Park, CFO', 'lee.park@acme.example')],
    'Globex Health': [('Priya Nair, CIO', 'priya@globex.example')],
    'Initech': [('Bill Lumbergh, Director', 'bill@initech.example')],
    'Umbrella Logistics': [('Ada Wong, Procurement', 'ada@umbrella.example')],
}
accounts = {}
for account, contacts in ACCOUNTS.items():
    party = admin.create(
        'party.party', name=account,
        addresses=[['create', [{'street': '1 Main Street', 'city': 'Springfield', 'postal_code': '01101'}]]],
        contact_mechanisms=[['create', [{'type': 'email', 'value': mail, 'name': who} for who, mail in contacts]]])
    accounts[account] = admin('party.party', 'read', [party], ['addresses', 'contact_mechanisms'])[0]

today = datetime.date.today()
DEALS = [  # reference, description, account, owner, amount, probability, days to close, the buttons to press
    ('OPP-ACME-1', 'Acme Robotics - plant rollout', 'Acme Robotics', 'Riley Chen', '120000.00', 0.6, 45, ['opportunity']),
    ('OPP-ACME-2', 'Acme Robotics - spare parts portal', 'Acme Robotics', 'Riley Chen', '18500.50', 0.2, 90, []),
    ('OPP-GLOBEX-1', 'Globex Health - patient intake', 'Globex Health', 'Sam Okafor', '64000.00', 0.75, 20, ['opportunity']),
    ('OPP-INITECH-1', 'Initech - TPS reporting', 'Initech', 'Riley Chen', '9900.00', 0.9, 7, ['opportunity', 'convert']),
    ('OPP-UMBRELLA-1', 'Umbrella Logistics - fleet tracking', 'Umbrella Logistics', 'Sam Okafor', '250000.00', 0.1, 120, ['lost']),
    ('OPP-LEAD-1', 'Inbound lead without an account', None, 'Riley Chen', None, 0.05, None, []),
]
ids, seeded = {}, {}
for reference, description, account, owner, amount, probability, days, buttons in DEALS:
    party = accounts.get(account)
    deal = admin.create(
        'sale.opportunity', reference=reference, description=description, company=company,
        party=party and party['id'], address=party and party['addresses'][0],
        contact=party and party['contact_mechanisms'][0], employee=people[owner], payment_term=term,
        amount=amount and Decimal(amount), conversion_probability=probability, start_date=today,
        end_date=days and today + datetime.timedelta(days=days), comment='Seeded for tests.')
    for button in buttons:
        admin('sale.opportunity', button, [deal])
    ids[reference] = deal
    seeded[reference] = {
        'description': description, 'party': account, 'employee': owner, 'amount': amount, 'currency': 'USD',
        'conversion_probability': probability, 'contact': account and ACCOUNTS[account][0][0],
        'end_date': days and (today + datetime.timedelta(days=days)).isoformat()}

# The list wants its views named: a bare #DB/model/sale.opportunity opens an empty form.
action = admin.find('ir.action.act_window', ['res_model', '=', 'sale.opportunity'], ['act_window_views', '!=', None])[0]
views = admin('ir.action.act_window', 'read', [action], ['views'])[0]['views']
order = sorted((v for v, kind in views if kind in ('tree', 'form')), key=dict(views).get, reverse=True)
query = urllib.parse.urlencode({'name': json.dumps('Opportunities'), 'views': json.dumps(order)}, quote_via=urllib.parse.quote)
rows = admin('sale.opportunity', 'read', list(ids.values()), ['number', 'rec_name', 'reference', 'state'])
json.dump({
    'base': base,
    'database': db,
    'logins': {'admin': admin_pw, 'rep': rep_pw},
    'record_url': f'{base}/#{db}/model/sale.opportunity/{{id}}',
    'list_url': f'{base}/#{db}/model/sale.opportunity;{query}',
    'groups_of_rep': [names[g] for g in groups],
    'seeded_on': today.isoformat(),
    'opportunities': {r['reference']: {'id': r['id'], 'number': r['number'], 'state': r['state'], **seeded[r['reference']]}
                      for r in rows},
    'parties': {name: row['id'] for name, row in accounts.items()},
}, sys.stdout, indent=1)
print()
