-- The tables that JdbcAggregationRepository requires. This example does not use the second one
create table if not exists conversations (id varchar(255) primary key, exchange blob not null, version bigint not null);
create table if not exists conversations_completed (id varchar(255) primary key, exchange blob not null, version bigint not null);
