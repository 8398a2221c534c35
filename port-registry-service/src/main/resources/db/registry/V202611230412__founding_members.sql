-- The founding members. Terminal codes and names are facts of the SMDG Terminal Code List, written in our own form; who runs
-- a terminal is stated only where it is common knowledge. The contact of a desk is a placeholder (RFC 2606) until the port
-- gives its own.
insert into port (locode, name, country) values
    ('NLRTM', 'Rotterdam', 'NL'),
    ('BEANR', 'Antwerp-Bruges', 'BE'),
    ('DEHAM', 'Hamburg', 'DE');

insert into organisation (id, name, kind, country) values
    ('be-federal-police', 'Belgian federal police', 'authority', 'BE'),
    ('de-customs', 'German customs', 'authority', 'DE'),
    ('nl-customs', 'Dutch customs', 'authority', 'NL'),
    ('nl-seaport-police', 'Dutch seaport police', 'authority', 'NL'),
    ('antwerp-bruges-port-authority', 'Port of Antwerp-Bruges', 'port-authority', 'BE'),
    ('hamburg-port-authority', 'Hamburg Port Authority', 'port-authority', 'DE'),
    ('rotterdam-port-authority', 'Port of Rotterdam Authority', 'port-authority', 'NL'),
    ('apm-terminals-maasvlakte-ii', 'APM Terminals Maasvlakte II', 'operator', 'NL'),
    ('c-steinweg-handelsveem', 'C. Steinweg - Handelsveem', 'operator', 'NL'),
    ('c-steinweg-suedwest-terminal', 'C. Steinweg Süd-West Terminal', 'operator', 'DE'),
    ('dp-world-antwerp-gateway', 'DP World Antwerp Gateway', 'operator', 'BE'),
    ('eurogate-hamburg', 'EUROGATE Container Terminal Hamburg', 'operator', 'DE'),
    ('hhla', 'Hamburger Hafen und Logistik', 'operator', 'DE'),
    ('hutchison-ports-ect-rotterdam', 'Hutchison Ports ECT Rotterdam', 'operator', 'NL'),
    ('kramer-group', 'Kramer Group', 'operator', 'NL'),
    ('mpet', 'MSC PSA European Terminal', 'operator', 'BE'),
    ('psa-antwerp', 'PSA Antwerp', 'operator', 'BE'),
    ('rotterdam-shortsea-terminals', 'Rotterdam Shortsea Terminals', 'operator', 'NL'),
    ('rotterdam-world-gateway', 'Rotterdam World Gateway', 'operator', 'NL');

insert into organisation_port (organisation, port)
select o.id, p.locode from organisation o join port p on p.country = o.country;

insert into terminal (port, code, name, operator, source)
select t.port, t.code, t.name, t.operator, 'SMDG Terminal Code List'
from (values
    ('NLRTM', '5049',   'Waalhaven Botlek Terminal', null),
    ('NLRTM', 'DBF',    'ECT Delta Barge Feeder Terminal', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'DCD',    'ECT Delta Terminal Gate', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'DDE',    'ECT Delta Dedicated East', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'DDN',    'ECT Delta Dedicated North', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'EMX',    'ECT Euromax Terminal', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'HPD2',   'Hutchison Ports Delta II', 'hutchison-ports-ect-rotterdam'),
    ('NLRTM', 'KRM',    'Rotterdam Container Terminal Maasvlakte', 'kramer-group'),
    ('NLRTM', 'MATR',   'Matrans Rotterdam Terminal', null),
    ('NLRTM', 'NLMVII', 'APM Terminals Maasvlakte II', 'apm-terminals-maasvlakte-ii'),
    ('NLRTM', 'NLSBH',  'Steinweg Beatrixhaven', 'c-steinweg-handelsveem'),
    ('NLRTM', 'RBC',    'RBC Terminal Rotterdam', null),
    ('NLRTM', 'RSC',    'Rail Service Center Rotterdam', null),
    ('NLRTM', 'RSN',    'Rotterdam Short Sea Terminal North Side', 'rotterdam-shortsea-terminals'),
    ('NLRTM', 'RSZ',    'Rotterdam Short Sea Terminal South Side', 'rotterdam-shortsea-terminals'),
    ('NLRTM', 'RTMB',   'Barge Center Waalhaven', null),
    ('NLRTM', 'RWG',    'Rotterdam World Gateway', 'rotterdam-world-gateway'),
    ('NLRTM', 'UMTR',   'Uniport Waalhaven Terminal', null),
    ('BEANR', '1700',   'Antwerp Gateway Terminal (quays 1700-1710)', 'dp-world-antwerp-gateway'),
    ('BEANR', 'ACOT',   'Antwerp Container Terminal (quay 730)', null),
    ('BEANR', 'AET',    'Antwerp Euroterminal (quays 1329-1347)', null),
    ('BEANR', 'BNFW',   'Belgian New Fruit Wharf (quays 184-238)', null),
    ('BEANR', 'K1718',  'MPET Deurganck Dock East (quay 1718)', 'mpet'),
    ('BEANR', 'K1742',  'MPET Deurganck Dock West (quay 1742)', 'mpet'),
    ('BEANR', 'K400',   'Associated Terminal Operators (quay 400)', null),
    ('BEANR', 'K420',   'Churchill Terminal (quays 416-430)', null),
    ('BEANR', 'K524',   'Euroports Containers (quay 524)', null),
    ('BEANR', 'K869',   'PSA Europa Terminal (quay 869)', 'psa-antwerp'),
    ('BEANR', 'K913',   'PSA Noordzee Terminal (quay 913)', 'psa-antwerp'),
    ('DEHAM', 'CTA',    'HHLA Container Terminal Altenwerder', 'hhla'),
    ('DEHAM', 'CTB',    'HHLA Container Terminal Burchardkai', 'hhla'),
    ('DEHAM', 'CTT',    'HHLA Container Terminal Tollerort', 'hhla'),
    ('DEHAM', 'EGH',    'EUROGATE Container Terminal Hamburg', 'eurogate-hamburg'),
    ('DEHAM', 'FRU',    'HHLA Frucht- und Kühl-Zentrum', 'hhla'),
    ('DEHAM', 'RMH',    'Rhenus Midgard Hamburg', null),
    ('DEHAM', 'SWT',    'Süd-West Terminal', 'c-steinweg-suedwest-terminal'),
    ('DEHAM', 'UCT',    'UNIKAI O''Swaldkai', 'hhla')
) as t (port, code, name, operator);

insert into desk (port, name, contact) values
    ('NLRTM', 'Rotterdam alliance desk', 'desk@rotterdam.example'),
    ('BEANR', 'Antwerp-Bruges alliance desk', 'desk@antwerp-bruges.example'),
    ('DEHAM', 'Hamburg alliance desk', 'desk@hamburg.example');
