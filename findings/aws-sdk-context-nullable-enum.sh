#!/usr/bin/env bash
# AWS SDK for .NET, object mapper: a nullable enum is a map.
#
# Version:   AWSSDK.DynamoDBv2 4.1.0.
# Guess:     as int? is stored as int is, DayOfWeek? is stored as DayOfWeek is: a number.
# Behaviour: the enum is {"N":"5"}. The nullable one is {"M":{"value__":{"N":"5"}}}, after the name of the field that the compiler gives every enum. The
#            mapper reads it back, in either conversion, so only who looks at the item notices.
# Matters:   a filter, an index key or another program that expects a number finds none, and making a property nullable changes its stored type.
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
    <PackageReference Include="AWSSDK.DynamoDBv2" Version="[4.1.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Runtime;

// Nothing is sent: documents are made of objects, and objects of documents.
var client = new AmazonDynamoDBClient(new BasicAWSCredentials("probe", "probe"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" });
foreach (var (name, conversion) in new[] { ("V1", DynamoDBEntryConversion.V1), ("V2", DynamoDBEntryConversion.V2) })
{
    var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client)
        .ConfigureContext(config => (config.DisableFetchingTableMetadata, config.Conversion) = (true, conversion)).Build();
    var item = context.ToDocument(new Visit()).ToAttributeMap();
    Console.WriteLine($"{name}: int? {item["Count"].N}; enum {item["Day"].N}; enum? {string.Join(", ", item["OtherDay"].M.Select(member => $"{member.Key}={member.Value.N}"))}");
    Console.WriteLine($"{name}: back {context.FromDocument<Visit>(Document.FromAttributeMap(item)).OtherDay}");
}

[DynamoDBTable("visits")]
public sealed class Visit
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public int? Count { get; set; } = 5;
    public DayOfWeek Day { get; set; } = DayOfWeek.Friday;
    public DayOfWeek? OtherDay { get; set; } = DayOfWeek.Friday;
}
CS
dotnet run | tee output
cat > expected <<'TEXT'
V1: int? 5; enum 5; enum? value__=5
V1: back Friday
V2: int? 5; enum 5; enum? value__=5
V2: back Friday
TEXT
diff expected output && echo "As found."
