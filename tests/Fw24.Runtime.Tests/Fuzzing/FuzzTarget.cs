namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>A reader, and what it is given.</summary>
/// <param name="Sound">Makes an input that the reader takes.</param>
/// <param name="Read">Reads an input, and uses all that was read. Of exceptions only an <see cref="ItemFormatException"/>, a <see cref="MissingImageException"/> or an <see cref="Fw24.Audit.AuditTrailException"/> is documented.</param>
internal sealed record FuzzTarget(Func<RandomEvents, byte[]> Sound, Func<byte[], Task> Read);
