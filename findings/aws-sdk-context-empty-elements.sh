#!/usr/bin/env bash
# AWS SDK for .NET, object mapper: an empty element of a list is dropped, and the elements after it move up.
#
# Version:   AWSSDK.DynamoDBv2 4.1.0.
# Guess:     a list of two rows, of which the first is empty, is a list of two rows when it is read again.
# Behaviour: by default, which is conversion V1, List<List<int>> [[], [1, 2]] comes back as [[1, 2]], and a dictionary lacks the key of an empty list. V2 keeps
#            both, but drops empty texts from a list of texts; either drops a dictionary's key whose text is empty. Nothing is reported.
# Matters:   an index into the list names another row afterwards. Whoever reads such items cannot tell what was empty from what was never there.
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
    var item = context.ToDocument(new Sheet()).ToAttributeMap(conversion);
    var back = context.FromDocument<Sheet>(Document.FromAttributeMap(item));
    Console.WriteLine($"{name}: rows {string.Join(" | ", back.Rows.Select(row => $"[{string.Join(' ', row)}]"))}; words {back.Words.Count}; keys {string.Join(' ', back.RowsByName.Keys.Order())}; notes {string.Join(' ', back.Notes.Keys.Order())}");
}

[DynamoDBTable("sheets")]
public sealed class Sheet
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public List<List<int>> Rows { get; set; } = [[], [1, 2]];
    public List<string> Words { get; set; } = ["", "a"];
    public Dictionary<string, List<int>> RowsByName { get; set; } = new() { ["empty"] = [], ["full"] = [1] };
    public Dictionary<string, string> Notes { get; set; } = new() { ["empty"] = "", ["full"] = "a" };
}
CS
dotnet run | tee output
cat > expected <<'TEXT'
V1: rows [1 2]; words 2; keys full; notes full
V2: rows [] | [1 2]; words 1; keys empty full; notes full
TEXT
diff expected output && echo "As found."
