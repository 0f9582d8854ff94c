"""What the tests know of Secrets Manager: its actions, a secret's ARN, and who decides each condition key.

Sources: Service Authorization Reference for AWS Secrets Manager; IAM User Guide, "AWS global condition
context keys".
"""

import re
from typing import Literal

Control = Literal["caller", "who", "what", "secret", "where", "via"]
"""caller: whoever asks chooses the value; secret: which secret is asked for; the others are facts about the
principal (who), the resource (what), the network (where) and the calling service (via)."""

ON_SECRET = (
    *("CancelRotateSecret", "CreateSecret", "DeleteResourcePolicy", "DeleteSecret", "DescribeSecret"),
    *("GetResourcePolicy", "GetSecretValue", "ListSecretVersionIds", "PutResourcePolicy", "PutSecretValue"),
    *("RemoveRegionsFromReplication", "ReplicateSecretToRegions", "StopReplicationToReplica"),
    *("RestoreSecret", "RotateSecret", "TagResource", "UntagResource", "UpdateSecret"),
    *("UpdateSecretVersionStage", "ValidateResourcePolicy"),
)
ON_ANYTHING = ("BatchGetSecretValue", "GetRandomPassword", "ListSecrets")
ACTIONS = (*ON_SECRET, *ON_ANYTHING)
PERMISSIONS_MANAGEMENT = ("DeleteResourcePolicy", "PutResourcePolicy")
"""Those that change who has access; ValidateResourcePolicy is of this level too, and changes nothing."""

SECRET_ARN = re.compile(
    r"arn:(aws[a-z-]*):secretsmanager:([a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}):([0-9]{12})"
    r":secret:([A-Za-z0-9/_+=.@!-]{1,512})-([A-Za-z0-9]{6})"
)

_CONTROLS: dict[Control, str] = {
    "caller": """
        aws:CurrentTime aws:EpochTime aws:referer aws:RequestedRegion aws:SecureTransport aws:UserAgent
        aws:TagKeys aws:RequestTag/ secretsmanager:AddReplicaRegions secretsmanager:BlockPublicPolicy
        secretsmanager:Description secretsmanager:ExternalSecretRotationRoleArn
        secretsmanager:ForceDeleteWithoutRecovery secretsmanager:ForceOverwriteReplicaSecret
        secretsmanager:KmsKeyArn secretsmanager:KmsKeyId secretsmanager:ModifyRotationRules
        secretsmanager:RecoveryWindowInDays secretsmanager:RotateImmediately
        secretsmanager:RotationLambdaARN secretsmanager:Type secretsmanager:VersionId
        secretsmanager:VersionStage""",
    "who": """
        aws:AssumedRoot aws:ChatbotSourceArn aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc
        aws:FederatedProvider aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalAccount
        aws:PrincipalArn aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalTag/ aws:PrincipalType
        aws:SourceIdentity aws:TokenIssueTime aws:userid aws:username""",
    "what": """
        aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/
        secretsmanager:ResourceTag/ secretsmanager:SecretPrimaryRegion
        secretsmanager:resource/AllowRotationLambdaArn secretsmanager:resource/Type""",
    "secret": """
        aws:ResourceAccount secretsmanager:Name secretsmanager:SecretId""",
    "where": """
        aws:SourceIp aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpcSourceIp aws:VpceAccount
        aws:VpceOrgID aws:VpceOrgPaths""",
    "via": """
        aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:PrincipalIsAWSService
        aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:SourceAccount aws:SourceArn
        aws:SourceOrgID aws:SourceOrgPaths aws:ViaAWSService""",
}
CONTROL = {name.lower(): control for control, names in _CONTROLS.items() for name in names.split()}

BOOLS = {
    *("aws:assumedroot", "aws:multifactorauthpresent", "aws:principalisawsservice", "aws:viaawsservice"),
    "aws:securetransport",
}
ADDRESSES = {"aws:sourceip", "aws:vpcsourceip", "aws:ec2instancesourceprivateipv4"}

PRESENT = {
    *("aws:currenttime", "aws:epochtime", "aws:principalaccount", "aws:principalarn", "aws:principaltype"),
    *("aws:principalisawsservice", "aws:viaawsservice", "aws:requestedregion", "aws:resourceaccount"),
    *("aws:userid", "aws:useragent", "aws:securetransport"),
}
"""Keys that AWS puts in the context of every request of an AWS principal to Secrets Manager."""

NEVER = {"aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"}
"""Keys that only requests to the services have which AWS lists for them, and Secrets Manager is none of these."""

_ORGANIZATION = r"o-[a-z0-9]{10,32}"
_PATH = _ORGANIZATION + r"/r-[0-9a-z]{4,32}/(?:ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/)*"
_FLAG = "true|false"
_FORMS = {
    "aws:ismcpserviceaction": "false",
    **dict.fromkeys(("aws:principalaccount", "aws:resourceaccount", "aws:sourceaccount"), "[0-9]{12}"),
    **dict.fromkeys(("aws:principalorgid", "aws:resourceorgid", "aws:sourceorgid"), _ORGANIZATION),
    **dict.fromkeys(("aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths"), _PATH),
    "aws:principalarn": (
        r"arn:aws[a-z-]*:(?:iam::\d{12}:(?:root|(?:user|role)/[^*?]+)|sts::\d{12}:federated-user/[\w+=,.@-]+)"
    ),
    "aws:requestedregion": r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}",
    "aws:sourcevpc": "vpc-(?:[0-9a-f]{8}|[0-9a-f]{9,17})",
    "aws:sourcevpce": "vpce-(?:[0-9a-f]{8}|[0-9a-f]{9,17})",
    "aws:multifactorauthage": "[0-9]+",
    "aws:username": r"[\w+=,.@-]+",
    "secretsmanager:kmskeyarn": r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+",
    "secretsmanager:recoverywindowindays": "[7-9]|[12][0-9]|30",
    **dict.fromkeys(("aws:multifactorauthpresent", "aws:securetransport", "aws:viaawsservice"), _FLAG),
    **dict.fromkeys(("secretsmanager:blockpublicpolicy", "secretsmanager:forcedeletewithoutrecovery"), _FLAG),
}


def has_form(key: str, value: str) -> bool:
    """Could AWS give the key that value?"""
    lowered = key.lower()
    return lowered not in NEVER and re.fullmatch(_FORMS.get(lowered, ".*"), value, re.ASCII | re.DOTALL) is not None


_OF_ONE_ACTION = {
    "secretsmanager:blockpublicpolicy": ("putresourcepolicy",),
    "secretsmanager:forcedeletewithoutrecovery": ("deletesecret",),
    "secretsmanager:recoverywindowindays": ("deletesecret",),
    "secretsmanager:versionid": ("getsecretvalue",),
    "secretsmanager:versionstage": ("getsecretvalue", "updatesecretversionstage"),
    "secretsmanager:kmskeyid": ("createsecret", "updatesecret"),
    "secretsmanager:description": ("createsecret", "updatesecret"),
    "secretsmanager:name": ("createsecret",),
    "secretsmanager:rotationlambdaarn": ("rotatesecret",),
    "secretsmanager:kmskeyarn": ("createsecret", "updatesecret"),
}


def control(key: str) -> Control | None:
    """Who decides the key's value; None for a key that Secrets Manager does not know."""
    lowered = key.lower()
    head, slash, tag = lowered.partition("/")
    return CONTROL.get(lowered) or (CONTROL.get(head + slash) if tag else None)


def never_in(key: str, action: str) -> bool:
    """Is the key, which even the oldest catalog has, one that requests for this action never carry?"""
    lowered, name = key.lower(), action.lower().removeprefix("secretsmanager:")
    if lowered in _OF_ONE_ACTION:
        return name not in _OF_ONE_ACTION[lowered]
    if lowered.startswith("secretsmanager:"):
        return name in ("batchgetsecretvalue", "listsecrets", "getrandompassword")
    return False
