#!/usr/bin/env bash
# AWS SDK for .NET, object mapper: by default lists are sets, and some sets are lists.
#
# Version:   AWSSDK.DynamoDBv2 4.1.0.
# Guess:     List<T> and arrays become L; HashSet<T> and SortedSet<T> become SS or NS.
# Behaviour: by default, which is conversion V1, List<string> becomes SS, with its equal elements in it, and List<bool> becomes NS of ones and zeros; DynamoDB
#            refuses a set with equal elements. SortedSet<decimal> becomes L, in either conversion. With V2 lists are L.
# Matters:   an item is stored or refused according to what its list holds, and its order is lost. Whoever reads such tables meets SS where the class has a list.
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
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

// Nothing is sent: documents are made of objects.
var client = new AmazonDynamoDBClient(new BasicAWSCredentials("probe", "probe"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" });
foreach (var (name, conversion) in new[] { ("default", null), ("V2", DynamoDBEntryConversion.V2) })
{
    var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client).ConfigureContext(config =>
    {
        config.DisableFetchingTableMetadata = true;
        config.Conversion = conversion ?? config.Conversion;
    }).Build();
    var item = context.ToDocument(new Basket()).ToAttributeMap();
    Console.WriteLine($"{name}: List<string> {Type(item["Names"])}, List<bool> {Type(item["Flags"])}, HashSet<string> {Type(item["Tags"])}, SortedSet<decimal> {Type(item["Prices"])}");
}

static string Type(AttributeValue value)
    => value.SS?.Count > 0 ? $"SS of {string.Join(' ', value.SS)}" : value.NS?.Count > 0 ? $"NS of {string.Join(' ', value.NS)}" : $"L of {value.L.Count}";

[DynamoDBTable("baskets")]
public sealed class Basket
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public List<string> Names { get; set; } = ["b", "a", "b"];
    public List<bool> Flags { get; set; } = [true, false, true];
    public HashSet<string> Tags { get; set; } = ["b"];
    public SortedSet<decimal> Prices { get; set; } = [1m, 2m];
}
CS
dotnet run | tee output
cat > expected <<'TEXT'
default: List<string> SS of b a b, List<bool> NS of 1 0 1, HashSet<string> SS of b, SortedSet<decimal> L of 2
V2: List<string> L of 3, List<bool> L of 3, HashSet<string> SS of b, SortedSet<decimal> L of 2
TEXT
diff expected output && echo "As found."
