-- Every directory ever issued, as the exact text that went out. The service can add one and change none.
create table issued_directory (
    serial         bigint primary key check (serial > 0),
    issued         timestamptz not null,
    content_sha256 bytea not null check (length(content_sha256) = 32),
    document       text not null
);

-- Holds no row: its lock is the turn to issue, which one replica has at a time.
create table issuing_turn (
    only_one boolean primary key check (only_one)
);

grant select, insert on issued_directory to ${service_role};
-- PostgreSQL wants the right to update for an exclusive table lock; there is no row to update.
grant update on issuing_turn to ${service_role};
