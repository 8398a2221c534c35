-- Whether the act was done with a token that had ended and that the port's gateway extended, since the issuer did not answer (ADR 0017).
alter table audit_record add column extended boolean not null default false;
