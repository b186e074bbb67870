create table if not exists results (
    id varchar(100) primary key,
    run varchar(100) not null,
    customer varchar(200),
    language varchar(20),
    category varchar(20) not null,
    sentiment varchar(20) not null,
    summary varchar(4000) not null,
    model varchar(100),
    tokens bigint not null
);
create table if not exists dead_letters (
    id varchar(100) primary key,
    run varchar(100) not null,
    customer varchar(200),
    language varchar(20),
    reason varchar(40) not null,
    code varchar(100),
    attempts int not null,
    message varchar(4000),
    text varchar(1048576) not null
);
