#!/usr/bin/env bash
# AWS SDK for .NET, document model: an item that goes through ToJson and FromJson has other numbers, and lacks its empty texts.
#
# Version:   AWSSDK.DynamoDBv2 4.1.0.
# Guess:     JSON has no types for binary and sets, so those change; numbers and texts come back as they were, as 0.10 does with its last zero.
# Behaviour: ToJson writes all 38 digits of a number. FromJson reads them as a double: 12345678901234567890123456789012345678 is then stored as
#            1.2345678901234568e+37. An empty text, which an item may hold, is gone: the document has no such attribute any more.
# Matters:   archives and audit records that keep an item as this JSON do not give the item back. Keep DynamoDB's typed JSON.
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
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;

var item = new Dictionary<string, AttributeValue>
{
    ["Digits"] = new() { N = "12345678901234567890123456789012345678" },
    ["Price"] = new() { N = "0.10" },
    ["Note"] = new() { S = "" },
};
var json = Document.FromAttributeMap(item).ToJson();
var back = Document.FromJson(json).ToAttributeMap();
Console.WriteLine(json);
foreach (var name in item.Keys)
{
    Console.WriteLine($"{name}: {(back.TryGetValue(name, out var value) ? value.N ?? value.S : "absent")}");
}
CS
dotnet run | tee output
cat > expected <<'TEXT'
{"Digits":12345678901234567890123456789012345678,"Price":0.10,"Note":""}
Digits: 1.2345678901234568e+37
Price: 0.10
Note: absent
TEXT
diff expected output && echo "As found."
