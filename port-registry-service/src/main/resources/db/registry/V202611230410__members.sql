-- Who is in the alliance. The service reads these tables; members are changed by migrations, except address and keys of
-- a port, which the port itself proves by enrolment.
create table port (
    locode  text primary key check (locode ~ '^[A-Z]{2}[A-Z2-9]{3}$'),
    name    text not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    address text,
    status  text not null default 'active' check (status in ('active', 'suspended'))
);

create table organisation (
    id      text primary key check (id ~ '^[a-z][a-z0-9-]{1,62}$'),
    name    text not null,
    kind    text not null check (kind in ('authority', 'port-authority', 'operator')),
    country text not null check (country ~ '^[A-Z]{2}$')
);

-- At which ports an organisation may speak.
create table organisation_port (
    organisation text not null references organisation,
    port         text not null references port,
    primary key (organisation, port)
);

create table terminal (
    port     text not null references port,
    code     text not null check (code ~ '^[A-Z0-9]{1,6}$'),
    name     text not null,
    operator text references organisation,
    source   text not null,
    primary key (port, code)
);

-- The desk that answers for a port when the rules allow no more than "call desk X".
create table desk (
    port    text primary key references port,
    name    text not null,
    contact text not null
);

-- A key is never deleted: what it signed must stay explicable. A withdrawn key is not in the directory.
create table port_key (
    port       text not null references port,
    thumbprint text not null check (length(thumbprint) = 43),
    x          text not null,
    y          text not null,
    not_before timestamptz not null,
    not_after  timestamptz not null check (not_after > not_before),
    withdrawn  timestamptz,
    primary key (port, thumbprint)
);
-- One key, one port: a key that two ports share would let one speak as the other.
create unique index port_key_thumbprint on port_key (thumbprint) where withdrawn is null;

-- The ids of enrolment proofs, remembered for longer than a proof is accepted.
create table enrolment_proof (
    jti  uuid primary key,
    port text not null references port,
    seen timestamptz not null
);
create index enrolment_proof_seen on enrolment_proof (seen);

grant select on port, organisation, organisation_port, terminal, desk, port_key, enrolment_proof to ${service_role};
grant update (address) on port to ${service_role};
grant insert on port_key, enrolment_proof to ${service_role};
grant update (not_after, withdrawn) on port_key to ${service_role};
grant delete on enrolment_proof to ${service_role};
