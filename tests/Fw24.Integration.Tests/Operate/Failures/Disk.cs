namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>A disk with one file, which keeps what was flushed, and any part of what was written since.</summary>
internal sealed class Disk
{
    private byte[] _durable = [];
    private byte[] _pending = [];

    /// <summary>What is on the disk for certain.</summary>
    public ReadOnlySpan<byte> Durable => _durable;

    /// <summary>Opens the file in a new process.</summary>
    /// <param name="kill">The process's end.</param>
    /// <param name="torn">The part of what was not flushed that the end of the last process left on the disk: 0 to 1.</param>
    public Stream Open(KillSwitch kill, double torn)
    {
        _durable = [.. _durable, .. _pending[..(int)(_pending.Length * torn)]];
        _pending = [];
        return new File(this, kill);
    }

    private sealed class File(Disk disk, KillSwitch kill) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => disk._durable.Length + disk._pending.Length;

        public override long Position
        {
            get => _position;
            set => _position = (int)value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, disk._durable.Length - _position);
            disk._durable.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        public override void SetLength(long value) => disk._durable = disk._durable[..(int)value];

        // A journal is only written at its end.
        public override void Write(byte[] buffer, int offset, int count)
        {
            Assert.Equal(Length, _position);
            kill.Step("before writing");
            disk._pending = [.. disk._pending, .. buffer.AsSpan(offset, count)];
            _position += count;
            kill.Step("after writing");
        }

        public override void Flush()
        {
            kill.Step("before flushing");
            disk._durable = [.. disk._durable, .. disk._pending];
            disk._pending = [];
            kill.Step("after flushing");
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    }
}
