namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>A reader and its inputs.</summary>
/// <param name="Sound">Creates an input that the reader accepts.</param>
/// <param name="Read">
/// Reads an input, and uses everything it read. The only documented exceptions are <see cref="ItemFormatException"/>,
/// <see cref="MissingImageException"/> and <see cref="Fw24.Audit.AuditTrailException"/>.
/// </param>
internal sealed record FuzzTarget(Func<RandomEvents, byte[]> Sound, Func<byte[], Task> Read);
