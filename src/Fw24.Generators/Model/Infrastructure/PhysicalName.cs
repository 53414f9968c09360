using System.Security.Cryptography;
using System.Text;

namespace Fw24.Generators.Model.Infrastructure;

/// <summary>Derives names of resources in AWS. A name the service would refuse is adapted, and made unique by a hash of the original.</summary>
internal static class PhysicalName
{
    private const int HashLength = 8;

    /// <summary>Gets a function name: up to 64 characters (Lambda, CreateFunction).</summary>
    public static string Function(string name) => Of(name, "", 64);

    /// <summary>Gets a queue name: up to 80 characters, including <c>.fifo</c> (SQS, CreateQueue).</summary>
    public static string Queue(string name, bool fifo) => Of(name, fifo ? ".fifo" : "", 80);

    /// <summary>Gets a topic name: up to 256 characters, including <c>.fifo</c> (SNS, CreateTopic).</summary>
    public static string Topic(string name, bool fifo) => Of(name, fifo ? ".fifo" : "", 256);

    private static string Of(string name, string suffix, int limit)
    {
        var plain = new string([.. name.Select(static c => IsWord(c) ? c : '-')]);
        if (plain == name && name.Length + suffix.Length <= limit)
        {
            return name + suffix;
        }

        var room = limit - suffix.Length - 1 - HashLength;
        return $"{(plain.Length > room ? plain.Substring(0, room) : plain)}-{Hash(name)}{suffix}";
    }

    private static string Hash(string name)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(HashLength / 2).Select(static b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
