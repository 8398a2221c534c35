-- Where the release, or here the receipt, of a version was traced: a W3C trace context that goes to peers beside the signed bytes.
-- Empty for what named persons alone may know of.
alter table object_versions add column trace text not null default '';
