namespace Fw24.Clinic.Tests.Clinic;

public enum AppointmentStatus
{
    Booked,
    Held,
    Cancelled,
}
