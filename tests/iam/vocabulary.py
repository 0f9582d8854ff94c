"""The words that generated documents are made of."""

ACCOUNTS = ("111122223333", "444455556666")
ORGANIZATION_ID = "o-a1b2c3d4e5"
NAMES = ("prod/db", "app", "team-a/key", "rds!cluster-1", "x", "ab", "prod", "a.b_c=d@e+f", "db", "Prod/Api")
FLAGS = ("true", "false", True, False, "true", "false", ["true", "false"])

UNRELATED = (
    *("s3:GetObject", "s3:*", "kms:Decrypt", "ec2:Describe*", "iam:PassRole", "ssm:GetParameter", "logs:*"),
    *("sts:AssumeRole", "lambda:InvokeFunction", "secretsmanagerx:GetSecretValue"),
)

PRINCIPALS = (
    ("AWS", "111122223333"),
    ("AWS", "arn:aws:iam::111122223333:root"),
    ("AWS", "arn:aws:iam::111122223333:role/reader"),
    ("AWS", "arn:aws:iam::111122223333:user/alice"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/reader/job"),
    ("AWS", "444455556666"),
    ("AWS", "arn:aws:iam::444455556666:root"),
    ("AWS", "arn:aws:iam::444455556666:role/partner"),
    ("AWS", "*"),
    ("Service", "ec2.amazonaws.com"),
    ("Service", "lambda.amazonaws.com"),
    ("Federated", "arn:aws:iam::444455556666:saml-provider/idp"),
    ("Federated", "accounts.google.com"),
    ("CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"),
)

STRING_OPERATORS = ("StringEquals", "StringLike", "StringNotEquals", "StringNotLike")
TYPED_OPERATORS = {
    "string": (*STRING_OPERATORS, "StringEquals", "StringLike", "StringEqualsIgnoreCase", "stringlike"),
    "many": STRING_OPERATORS,
    "arn": ("ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike", "StringEquals"),
    "bool": ("Bool", "Bool", "bool", "StringEquals"),
    "numeric": (
        *("NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"),
        *("NumericEquals", "NumericNotEquals"),
    ),
    "date": ("DateLessThan", "DateGreaterThan", "DateGreaterThanEquals", "DateNotEquals"),
    "ip": ("IpAddress", "NotIpAddress"),
}

_REGIONS = ("us-east-1", "eu-west-1")
_VPCS = ("vpc-0123456789abcdef0", "vpc-*", "vpc-0fedcba9876543210")
_ENDPOINTS = ("vpce-0123456789abcdef0", "vpce-*", "vpce-0fedcba9876543210")
_ORGANIZATIONS = (ORGANIZATION_ID, ORGANIZATION_ID, "o-*", "o-zyxwvutsrq")
_NETWORKS = ("203.0.113.0/24", "10.0.0.0/8", "0.0.0.0/0", "198.51.100.7", "2001:db8::/32")
_KEY_ARNS = (
    "arn:aws:kms:*:111122223333:key/*",
    "arn:aws:kms:us-east-1:444455556666:key/k1",
    "arn:aws:kms:*:*:*",
)
_ROLES = (
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::*:role/admin",
    "arn:aws:iam::111122223333:role/reader",
    "arn:aws:sts::111122223333:assumed-role/reader/job",
)
_SECRETS = (
    "arn:aws:secretsmanager:*:*:secret:prod/*",
    "arn:aws:secretsmanager:*:*:secret:*",
    "prod/db",
    "app*",
)

# Key, kind of value, values.
KEYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("secretsmanager:BlockPublicPolicy", "bool", ("true", "false")),
    ("secretsmanager:BlockPublicPolicy", "bool", ("true", "false")),
    ("secretsmanager:ForceDeleteWithoutRecovery", "bool", ("true", "false")),
    ("secretsmanager:ForceDeleteWithoutRecovery", "bool", ("true", "false")),
    ("secretsmanager:RecoveryWindowInDays", "numeric", ("7", "14", "30", "31")),
    ("secretsmanager:KmsKeyArn", "arn", _KEY_ARNS),
    ("secretsmanager:KmsKeyArn", "arn", _KEY_ARNS),
    ("secretsmanager:KmsKeyId", "string", ("alias/app", "*", "k1")),
    ("secretsmanager:VersionStage", "string", ("AWSCURRENT", "AWS*", "AWSPREVIOUS")),
    ("secretsmanager:SecretId", "arn", _SECRETS),
    ("secretsmanager:Name", "string", ("prod/*", "app-?", "team-a/key")),
    ("secretsmanager:ResourceTag/team", "string", ("red", "blue", "r*", "${aws:PrincipalTag/team}")),
    (
        "secretsmanager:resource/AllowRotationLambdaArn",
        "arn",
        ("arn:aws:lambda:*:111122223333:function:rotate",),
    ),
    ("aws:ResourceTag/team", "string", ("red", "blue", "*")),
    ("aws:RequestTag/team", "string", ("red", "blue", "?*")),
    ("aws:TagKeys", "many", ("team", "owner", "t*")),
    ("aws:PrincipalTag/team", "string", ("red", "blue", "*")),
    ("aws:PrincipalOrgID", "string", _ORGANIZATIONS),
    ("aws:PrincipalOrgID", "string", _ORGANIZATIONS),
    ("aws:PrincipalOrgPaths", "many", ("o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/")),
    ("aws:PrincipalAccount", "string", (*ACCOUNTS, "*", "1111*", "abc")),
    ("aws:PrincipalArn", "arn", _ROLES),
    ("aws:PrincipalType", "string", ("AssumedRole", "User", "Anonymous")),
    ("aws:PrincipalIsAWSService", "bool", ("true", "false")),
    ("aws:ViaAWSService", "bool", ("true", "false")),
    ("aws:MultiFactorAuthPresent", "bool", ("true", "false")),
    ("aws:MultiFactorAuthAge", "numeric", ("300", "3600")),
    ("aws:SecureTransport", "bool", ("true", "false")),
    ("aws:SourceIp", "ip", _NETWORKS),
    ("aws:SourceIp", "ip", _NETWORKS),
    ("aws:VpcSourceIp", "ip", _NETWORKS),
    ("aws:SourceVpc", "string", _VPCS),
    ("aws:SourceVpce", "string", _ENDPOINTS),
    ("aws:SourceAccount", "string", ACCOUNTS),
    ("aws:SourceArn", "arn", ("arn:aws:lambda:*:111122223333:function:*", "arn:aws:s3:::bucket")),
    ("aws:CalledVia", "many", ("cloudformation.amazonaws.com", "athena.amazonaws.com")),
    ("aws:RequestedRegion", "string", (*_REGIONS, "eu-*")),
    ("aws:CurrentTime", "date", ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")),
    ("aws:CurrentTime", "date", ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")),
    ("aws:EpochTime", "numeric", ("1577836800", "1893456000")),
    ("aws:IsMcpServiceAction", "bool", ("true", "false")),
    ("aws:VpceOrgID", "string", _ORGANIZATIONS),
    ("aws:TokenIssueTime", "date", ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")),
    ("aws:username", "string", ("alice", "a*")),
    ("aws:UserAgent", "string", ("aws-cli*", "smoke")),
    ("ec2:InstanceType", "string", ("t3.micro", "*")),
    ("rds:DatabaseClass", "string", ("db.t3",)),
)
"""A key that stands twice is drawn twice as often."""
