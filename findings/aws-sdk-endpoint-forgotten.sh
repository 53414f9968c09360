#!/usr/bin/env bash
# AWS SDK for .NET: reading ServiceURL before RegionEndpoint makes a client config forget its endpoint.
#
# Versions:  AWSSDK.Core 4.0.102.19, AWSSDK.S3 4.0.104.11, AWSSDK.SQS 4.0.100.25, AWSSDK.DynamoDBv2 4.0.110.
# Guess:     a property getter has no effect. With AWS_ENDPOINT_URL and AWS_REGION set, config.ServiceURL gives the endpoint every time.
# Behaviour: the endpoint that comes from the variable is given until RegionEndpoint is read for the first time. If ServiceURL was read
#            before it, the endpoint is gone afterwards, and a client that is made of this config calls AWS itself. Read the other way round,
#            both stay. It is so for every service, because it is ClientConfig's.
# Matters:   code such as `config.ForcePathStyle = config.ServiceURL is not null` sends data to AWS that was meant for an emulator.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="AWSSDK.Core" Version="[4.0.102.19]" />
    <PackageReference Include="AWSSDK.S3" Version="[4.0.104.11]" />
    <PackageReference Include="AWSSDK.SQS" Version="[4.0.100.25]" />
    <PackageReference Include="AWSSDK.DynamoDBv2" Version="[4.0.110]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

(string Service, Func<ClientConfig> Make)[] configs =
[
    ("S3", () => new AmazonS3Config()),
    ("SQS", () => new AmazonSQSConfig()),
    ("DynamoDB", () => new AmazonDynamoDBConfig()),
];
foreach (var (service, make) in configs)
{
    var config = make();
    var before = config.ServiceURL;
    _ = config.RegionEndpoint;
    Console.WriteLine($"{service}: endpoint first, then region: {before ?? "none"} -> {config.ServiceURL ?? "none"}");

    config = make();
    _ = config.RegionEndpoint;
    before = config.ServiceURL;
    Console.WriteLine($"{service}: region first, then endpoint: {before ?? "none"} -> {config.ServiceURL ?? "none"}");
}
CS

AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=eu-central-1 dotnet run | tee output
cat > expected <<'TEXT'
S3: endpoint first, then region: http://127.0.0.1:4566/ -> none
S3: region first, then endpoint: http://127.0.0.1:4566/ -> http://127.0.0.1:4566/
SQS: endpoint first, then region: http://127.0.0.1:4566/ -> none
SQS: region first, then endpoint: http://127.0.0.1:4566/ -> http://127.0.0.1:4566/
DynamoDB: endpoint first, then region: http://127.0.0.1:4566/ -> none
DynamoDB: region first, then endpoint: http://127.0.0.1:4566/ -> http://127.0.0.1:4566/
TEXT
diff expected output && echo "As found."
