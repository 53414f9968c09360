#!/usr/bin/env bash
# AWS SDK for .NET: with checksums only where they are required, a put with an Object Lock is sent without the checksum that S3 requires.
#
# Versions:  AWSSDK.S3 4.1.0.
# Guess:     WHEN_REQUIRED (AWS_REQUEST_CHECKSUM_CALCULATION, or the client's config) still adds a checksum to a put with
#            ObjectLockMode and ObjectLockRetainUntilDate, since S3 refuses such a put without one ("Content-MD5 OR x-amz-checksum- HTTP
#            header is required for Put Object requests with Object Lock parameters"). At least it does if the put names an algorithm.
# Behaviour: it sends none, not even if the put has ChecksumAlgorithm = SHA256, which is then sent as the mere name of an algorithm.
#            Only a checksum that the caller computes (ChecksumSHA256) is sent by either setting.
# Matters:   the setting is the usual advice for other servers of the S3 protocol. A program with locks that works by default fails by it.
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
    <PackageReference Include="AWSSDK.S3" Version="[4.1.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

// A server that accepts every put.
var headers = "";
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
_ = Task.Run(async () =>
{
    while (true)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await AnswerAsync(client);
    }
});

foreach (var setting in new[] { RequestChecksumCalculation.WHEN_SUPPORTED, RequestChecksumCalculation.WHEN_REQUIRED })
{
    foreach (var how in new[] { "nothing stated", "an algorithm", "a checksum" })
    {
        var content = "content"u8.ToArray();
        using var s3 = new AmazonS3Client("probe", "probe", new AmazonS3Config
        {
            ServiceURL = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}",
            AuthenticationRegion = "eu-central-1",
            ForcePathStyle = true,
            RequestChecksumCalculation = setting,
        });
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = "bucket",
            Key = "key",
            InputStream = new MemoryStream(content),
            UseChunkEncoding = false,
            ObjectLockMode = ObjectLockMode.Compliance,
            ObjectLockRetainUntilDate = DateTime.UtcNow.AddDays(1),
            ChecksumAlgorithm = how is "an algorithm" ? ChecksumAlgorithm.SHA256 : null,
            ChecksumSHA256 = how is "a checksum" ? Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(content)) : null,
        });
        var sums = headers.Split("\r\n")
            .Select(line => line.Split(':')[0].ToLowerInvariant())
            .Where(name => name is "content-md5" || (name.StartsWith("x-amz-checksum-") && name is not "x-amz-checksum-algorithm"));
        Console.WriteLine($"{setting}, {how}: {(string.Join(", ", sums) is { Length: > 0 } all ? all : "no checksum")}");
    }
}

async Task AnswerAsync(TcpClient client)
{
    var stream = client.GetStream();
    var buffer = new byte[65_536];
    var text = "";
    while (!text.Contains("\r\n\r\n") || !text.EndsWith("content"))
    {
        text += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }

    headers = text[..text.IndexOf("\r\n\r\n")];
    await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
}
CS

dotnet run | tee output
cat > expected <<'TEXT'
WHEN_SUPPORTED, nothing stated: x-amz-checksum-crc32
WHEN_SUPPORTED, an algorithm: x-amz-checksum-sha256
WHEN_SUPPORTED, a checksum: x-amz-checksum-sha256
WHEN_REQUIRED, nothing stated: no checksum
WHEN_REQUIRED, an algorithm: no checksum
WHEN_REQUIRED, a checksum: x-amz-checksum-sha256
TEXT
diff expected output && echo "As found."
