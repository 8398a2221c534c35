-- Which collisions a port told an organisation of before: while one of them waits the next ones ring nobody.
create index duty_notice_collisions_told on duty_notice (organisation, source, raised_at)
  where kind = 'collision' and source = port and not quiet;
